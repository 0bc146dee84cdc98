"""Runs the contract's cases on a Jupyter kernel: the real .NET Interactive, or ours.

    JUPYTER_PATH=X /usr/bin/python3 real_kernel.py .net-csharp [theirs]

Prints one JSON object a case: its name and what it did not keep (null where it kept all). With "theirs" it fails
where a case that has a reason in "theirs" is kept after all, or one without a reason is not kept; without it, where
any case is not kept. Needs jupyter_client (Debian: python3-jupyter-client).
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from jupyter_client.manager import start_new_kernel

SECONDS = 180
PACKAGES = os.environ.get("NUGET_PACKAGES") or str(Path.home() / ".nuget" / "packages")


def start(kernel):
    """Starts a kernel whose own prints go nowhere: a stack overflow prints megabytes."""
    return start_new_kernel(
        kernel_name=kernel, startup_timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def shown_text(message):
    """What an output message shows, as one text; an update is told by its display id."""
    content = message["content"]
    if message["msg_type"] == "stream":
        return content["text"]
    return json.dumps(content.get("data", {}), ensure_ascii=False).replace('\\"', '"')


def run(client, manager, cell):
    """Runs a cell. Returns what it shows and its error (None where it ran to its end)."""
    request = client.execute(cell["run"].replace("{packages}", PACKAGES))
    outputs, error, interrupted = [], None, False
    end = time.monotonic() + SECONDS
    while True:
        message = client.get_iopub_msg(timeout=max(0.1, end - time.monotonic()))
        if message["parent_header"].get("msg_id") != request:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "status" and content["execution_state"] == "idle":
            break
        if kind in ("stream", "display_data", "execute_result"):
            outputs.append([content.get("transient", {}).get("display_id"), shown_text(message)])
            if cell.get("interrupt") and not interrupted and "begun" in outputs[-1][1]:
                interrupted = True
                manager.interrupt_kernel()
        elif kind == "update_display_data":
            for output in outputs:
                if output[0] == content["transient"]["display_id"]:
                    output[1] = shown_text(message)
        elif kind == "error":
            error = content["ename"] + ": " + content["evalue"] + "\n" + "\n".join(content["traceback"])
    return "\n".join(text for _, text in outputs), error


def broken(client, manager, cell):
    """What a cell does not keep; None where it keeps all."""
    if "complete" in cell:
        reply = client.complete(cell["complete"], reply=True, timeout=SECONDS)["content"]
        missing = [name for name in cell["offers"] if name not in reply["matches"]]
        return f"does not offer {missing}" if missing else None
    if "inspect" in cell:
        reply = client.inspect(cell["inspect"], reply=True, timeout=SECONDS)["content"]
        missing = [text for text in cell["says"] if text not in json.dumps(reply["data"])]
        return f"does not say {missing}" if missing else None
    shown, error = run(client, manager, cell)
    if (error is None) != ("fails" not in cell):
        return f"error: {error}"[:300]
    if error is not None and cell["fails"].lower() not in error.lower():
        return f"another error: {error}"[:300]
    if error is not None and "line" in cell and f"({cell['line']}," not in error and f"line {cell['line']}" not in error:
        return f"line {cell['line']} is not named: {error}"[:300]
    start = 0
    for text in cell.get("shows", []):
        at = shown.find(text, start)
        if at < 0:
            return f"'{text}' is not shown, or not in its order: {shown}"[:300]
        start = at + len(text)
    unwanted = [text for text in cell.get("not", []) if text in shown]
    return f"shows {unwanted}" if unwanted else None


def main():
    kernel, theirs = sys.argv[1], sys.argv[2:] == ["theirs"]
    cases = json.loads((Path(__file__).parent / "cases.json").read_text())
    manager, client = start(kernel)
    wrong = 0
    try:
        for case in cases:
            for name, text in case.get("files", {}).items():
                Path(name).write_text(text)
            why = None
            for cell in case["cells"]:
                try:
                    why = broken(client, manager, cell)
                except Exception as failure:  # the kernel gives no answer, or is dead
                    why = f"{type(failure).__name__}: {failure}"
                    client.stop_channels()
                    manager.shutdown_kernel(now=True)
                    manager, client = start(kernel)
                if why is not None:
                    break
            unexpected = (why is None) == ("theirs" in case) if theirs else why is not None
            wrong += unexpected
            print(json.dumps({"case": case["name"], "unexpected": bool(unexpected), "broken": why}), flush=True)
            if theirs and why is not None and any(cell.get("interrupt") for cell in case["cells"]):
                # Its code goes on.
                client.stop_channels()
                manager.shutdown_kernel(now=True)
                manager, client = start(kernel)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
