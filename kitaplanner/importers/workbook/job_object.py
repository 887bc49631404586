"""Windows: a job object that limits this process, through the system's own functions.

Belongs here: the structures and calls of `kernel32` for that (Microsoft: "Job Objects",
JOBOBJECT_EXTENDED_LIMIT_INFORMATION). Only imported on Windows.
"""

from __future__ import annotations

import ctypes
from typing import Any

_PROCESS_TIME, _PROCESS_MEMORY, _ACTIVE_PROCESSES = 0x2, 0x100, 0x8
_KILL_ON_CLOSE, _DIE_ON_UNHANDLED = 0x2000, 0x400
_EXTENDED_LIMITS = 9
_TICKS_PER_SECOND = 10_000_000  # of 100 nanoseconds


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Limits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limit_by_job(memory: int, seconds: int) -> bool:
    """Put this process into a job with limits; say whether Windows allowed it."""
    windows: Any = ctypes
    kernel = windows.WinDLL("kernel32")
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    # The handle stays open as long as the process lives; closing it would end the process.
    handle = kernel.CreateJobObjectW(None, None)
    if handle is None:
        return False
    job = ctypes.c_void_p(handle)
    limits = _Limits()
    limits.basic.flags = (
        _PROCESS_TIME | _PROCESS_MEMORY | _ACTIVE_PROCESSES | _KILL_ON_CLOSE | _DIE_ON_UNHANDLED
    )
    limits.basic.process_time = seconds * _TICKS_PER_SECOND
    limits.basic.active_processes = 1  # it starts no other
    limits.process_memory = memory
    size = ctypes.sizeof(limits)
    if not kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size):
        return False
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    return bool(kernel.AssignProcessToJobObject(job, process))
