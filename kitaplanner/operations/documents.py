"""Opening, making and saving documents.

Belongs here: where plans come from (a form, the sample, a JSON file, a document) and the working
copy in which they are edited.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.form import load_form
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.plan import Node, Plan, Section
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.errors import EnvironmentProblem, UserError
from kitaplanner.paths import resource_path
