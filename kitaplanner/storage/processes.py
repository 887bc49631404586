"""Which process of this machine is which: a number alone comes back after a while."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# Where the system doesn't say when a process began, only that there is one.
_UNKNOWN = "alive"
_INVALID_PARAMETER = 87
_STILL_ACTIVE = 259
_QUERY_LIMITED_INFORMATION = 0x1000


def process_start(pid: int) -> str:
    """Give a text that differs for every process that ever had the number; empty for none."""
    if pid <= 0:
        return ""
    return _start_on_windows(pid) if sys.platform == "win32" else _start_on_posix(pid)


def is_gone(pid: int, start: str) -> bool:
    """Say whether a process that `process_start` described certainly does not exist any more."""
    now = process_start(pid)
    return now == "" or (now != start and _UNKNOWN not in (now, start))


def _start_on_posix(pid: int) -> str:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return ""
    except PermissionError:
        pass  # it belongs to somebody else, so it is there
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return _UNKNOWN
    # The command name before the bracket may hold spaces; the start is the 20th field after it.
    return f"{boot}/{fields.rpartition(')')[2].split()[19]}"


def _start_on_windows(pid: int) -> str:
    import ctypes
    from ctypes import wintypes

    # The attributes exist on Windows alone.
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid)
    if not handle:
        failed: int = ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]
        return "" if failed == _INVALID_PARAMETER else _UNKNOWN
    try:
        code = wintypes.DWORD()
        times = [wintypes.FILETIME() for _ in range(4)]
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.GetProcessTimes(handle, *(ctypes.byref(one) for one in times))
    finally:
        kernel.CloseHandle(handle)
    if code.value != _STILL_ACTIVE:
        return ""
    return str(times[0].dwHighDateTime << 32 | times[0].dwLowDateTime)
