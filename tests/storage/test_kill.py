"""kill -9 at any moment: what was acknowledged is there, and nothing is half done.

`FAULT_SCALE` multiplies the number of kills.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from kitaplanner.domain.plan import Plan
from kitaplanner.storage.document import Document

KILLS = 10 * int(os.environ.get("FAULT_SCALE", "1"))

WORKER = """
import random, sys
from pathlib import Path
from kitaplanner.storage.digest import plan_digest
from kitaplanner.storage.document import Document
from tests.storage.edits import random_edit
document = Document.open(Path(sys.argv[1]), "")
dice = random.Random(int(sys.argv[2]))
while True:
    plan = random_edit(document.snapshot, dice)
    print("try", plan_digest(plan), flush=True)
    document.commit("edit", plan)
    print("did", plan_digest(plan), flush=True)
"""


def edit_until_killed(path: Path, seed: int, dice: random.Random) -> list[str]:
    """Let another process edit, kill it some milliseconds later and give what it said."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(path), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert worker.stdout is not None
    said = [worker.stdout.readline() for _ in range(dice.randrange(1, 12))]
    time.sleep(dice.uniform(0.0, 0.02))
    worker.kill()
    said += worker.stdout.readlines()
    worker.wait()
    worker.stdout.close()
    return [line.strip() for line in said if line.endswith("\n")]


def test_no_acknowledged_edit_is_lost(tmp_path: Path, kita: Plan) -> None:
    path = tmp_path / "doc.db"
    Document.create(path, kita, "").close()
    dice = random.Random(1)
    acknowledged = 0
    for seed in range(KILLS):
        said = edit_until_killed(path, seed, dice)
        done = [line for line in said if line.startswith("did")]
        acknowledged += len(done)
        document = Document.open(path, "")
        found = document.digest()
        document.close()
        # The edit that was under way is there or not, but never in part.
        assert not done or found in {done[-1].split()[1], said[-1].split()[1]}
    assert acknowledged > KILLS
