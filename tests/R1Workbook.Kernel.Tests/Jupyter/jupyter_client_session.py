"""A session with the kernel through jupyter_client: prints one JSON line for each step that the C# test checks."""
import json
import sys
import time

from jupyter_client.manager import KernelManager

km = KernelManager(kernel_name=sys.argv[1])
km.start_kernel()
kc = km.client()
kc.start_channels()
kc.wait_for_ready(timeout=60)


def say(step, **values):
    print(json.dumps({"step": step, **values}), flush=True)


def run(code, **options):
    """Runs a cell; returns its reply and the text of what it showed."""
    message = kc.execute(code, **options)
    reply = kc.get_shell_msg(timeout=60)
    while reply["parent_header"].get("msg_id") != message:
        reply = kc.get_shell_msg(timeout=60)
    shown = ""
    while True:
        published = kc.get_iopub_msg(timeout=60)
        if published["parent_header"].get("msg_id") != message:
            continue
        content = published["content"]
        shown += content.get("text", "") + content.get("data", {}).get("text/plain", "")
        if published["msg_type"] == "status" and content["execution_state"] == "idle":
            return reply["content"], shown


try:
    say("value", shown=run("int kept = 41; kept + 1")[1])

    asking = kc.execute('(await GetInputAsync("name")) + "!"', allow_stdin=True)
    question = kc.get_stdin_msg(timeout=60)
    kc.input("Eva")
    say("input", prompt=question["content"]["prompt"], status=kc.get_shell_msg(timeout=60)["content"]["status"])

    waiting = kc.execute("await Task.Delay(-1, Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken);")
    time.sleep(1)
    km.interrupt_kernel()
    say("interrupt", ename=kc.get_shell_msg(timeout=60)["content"].get("ename"), kept=run("kept")[1])

    history = kc.history(hist_access_type="tail", n=1, reply=True, timeout=60)
    say("history", last=history["content"]["history"][-1][2])
    completion = kc.complete("Console.Wri", reply=True, timeout=60)
    say("complete", status=completion["content"]["status"], end=completion["content"]["cursor_end"])

    km.restart_kernel(now=False)
    kc.wait_for_ready(timeout=60)
    say("restart", ename=run("kept")[0].get("ename"), count=run("1 + 1")[0]["execution_count"])
finally:
    kc.stop_channels()
    km.shutdown_kernel()
say("end", alive=km.is_alive())
