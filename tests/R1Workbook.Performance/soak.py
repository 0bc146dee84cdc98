"""A soak: a kernel with cells and interrupts, r1 eval against a server that often answers badly, and r1 reward with
programs, side by side for a long time. Prints a line each minute: memory of the kernel's two processes, what was done,
and what lies in the folder for temporary files. Ends with code 1 where something of r1 is left there at the end.

    /usr/bin/python3 tests/R1Workbook.Performance/soak.py MINUTES [R1]

Needs jupyter_client and, for the programs, a sandbox.
"""
import collections
import glob
import http.server
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

minutes = float(sys.argv[1])
root = pathlib.Path(__file__).resolve().parents[2]
r1 = sys.argv[2] if len(sys.argv) > 2 else str(root / ".artifacts/bin/R1Workbook.Cli/release/r1")
pause = float(os.environ.get("SOAK_PAUSE", "10"))

work = tempfile.mkdtemp(prefix="soak-")
# The sandbox of root runs as another user, who must get through.
os.chmod(work, 0o711)
temporary = os.path.join(work, "tmp")
os.mkdir(temporary, 0o711)
os.environ["TMPDIR"] = temporary
os.environ["JUPYTER_PATH"] = os.path.join(work, "jupyter")
os.environ["JUPYTER_RUNTIME_DIR"] = os.path.join(work, "runtime")
spec = os.path.join(work, "jupyter", "kernels", "soak")
os.makedirs(spec)
with open(os.path.join(spec, "kernel.json"), "w") as file:
    json.dump(
        {
            "argv": [r1, "kernel", "start", "{connection_file}"],
            "display_name": "soak",
            "language": "C#",
            "interrupt_mode": "message",
        },
        file,
    )

from jupyter_client.manager import KernelManager  # noqa: E402: the folders above are read when it is loaded

done = collections.Counter()
stop = threading.Event()
errors = []


class Server(http.server.BaseHTTPRequestHandler):
    """Answers as a model does, and every other time as a broken one does."""

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        done["asked"] += 1
        kind = random.choice(["good"] * 5 + ["busy", "cut", "junk", "large", "odd"])
        text = {"large": "x" * 2_000_000, "odd": "\ud83d #### 4"}.get(kind, "So it is 4. #### 4")
        body = json.dumps(
            {
                "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
                "usage": {"prompt_tokens": 5, "completion_tokens": 5, "total_tokens": 10},
            }
        ).encode()
        if kind == "junk":
            body = b"<html>" + b"?" * 10_000
        try:
            self.send_response(429 if kind == "busy" else 200)
            self.send_header("Content-Type", "application/json")
            if kind == "busy":
                self.send_header("Retry-After", "1")
            self.send_header("Content-Length", str(len(body) + (1000 if kind == "cut" else 0)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass
        self.close_connection = True


def forever(name, act):
    def loop():
        while not stop.is_set():
            try:
                act()
                done[name] += 1
            except Exception as error:  # A soak goes on; what failed is told at the end.
                errors.append(f"{name}: {error!r}"[:300])
            stop.wait(pause)

    thread = threading.Thread(target=loop)
    thread.start()
    return thread


def call(*arguments):
    ended = subprocess.run([r1, *arguments], capture_output=True, timeout=300)
    if ended.returncode not in (0, 1):
        raise RuntimeError(f"code {ended.returncode}: {ended.stderr[-200:]!r}")


def reward():
    programs = {
        "right": "print(int(input()) + 1)",
        "hungry": "x = []\nwhile True: x.append(bytearray(10**7))",
        "forks": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
        "endless": "while True: pass",
    }
    rows = os.path.join(work, "rows.jsonl")
    tests = [{"language": "python", "test_cases": [{"input": "1", "output": "2"}]}]
    with open(rows, "w") as file:
        for name, program in programs.items():
            file.write(
                json.dumps(
                    {
                        "id": name,
                        "function": "code",
                        "completions": [f"```python\n{program}\n```"],
                        "verification_info": tests,
                    }
                )
                + "\n"
            )
    call("reward", rows)


def evaluate():
    responses = os.path.join(work, "responses.jsonl")
    for file in glob.glob(responses + "*"):
        os.remove(file)
    data = root / "data/samples/gsm8k/test.jsonl"
    address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    call("eval", "gsm8k", "--data", str(data), "--endpoint", address, "--model", "m", "--samples", "2",
         "--limit", "10", "--timeout", "5", "--responses", responses)  # fmt: skip


def cell(code):
    message = client.execute(code)
    reply = client.get_shell_msg(timeout=120)
    while reply["parent_header"].get("msg_id") != message:
        reply = client.get_shell_msg(timeout=120)
    return reply["content"]


def drain():
    while True:
        try:
            client.get_iopub_msg(timeout=0)
        except Exception:
            return


def cells():
    # One variable that is set again: one that is declared again stays, for functions of earlier cells may use it.
    cell("numbers = Enumerable.Range(0, 1_000_000).Select(i => i.ToString()).ToList(); numbers.Count")
    cell("Console.WriteLine(new string('x', 1_000_000));")
    message = client.execute("Console.WriteLine(\"it runs\"); while (true) { }")
    while True:
        published = client.get_iopub_msg(timeout=60)
        if published["parent_header"].get("msg_id") == message and published["msg_type"] == "stream":
            break
    kernel.interrupt_kernel()
    reply = client.get_shell_msg(timeout=60)["content"]
    if reply.get("ename") != "Interrupted":
        raise RuntimeError(f"not interrupted: {reply}")
    done["interrupts"] += 1
    drain()


def resident(process):
    with open(f"/proc/{process}/status") as file:
        return next(int(line.split()[1]) // 1024 for line in file if line.startswith("VmRSS"))


def children(process):
    with open(f"/proc/{process}/task/{process}/children") as file:
        return [int(child) for child in file.read().split()]


def left():
    return sorted(os.path.basename(path).split("-")[0] for path in glob.glob(temporary + "/*"))


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
kernel = KernelManager(kernel_name="soak")
kernel.start_kernel()
client = kernel.client()
client.start_channels()
client.wait_for_ready(timeout=120)
front = kernel.provisioner.pid
cell("List<string> numbers;")
threads = [forever("rewards", reward), forever("evaluations", evaluate), forever("cells", cells)]
print("minute  front MB  cells MB  cells  interrupts  evaluations  asked  rewards  errors  temporary", flush=True)
for minute in range(1, int(minutes) + 1):
    stop.wait(60)
    inner = sum(resident(child) for child in children(front))
    print(
        f"{minute:6}  {resident(front):8}  {inner:8}  {done['cells']:5}  {done['interrupts']:10}  "
        f"{done['evaluations']:11}  {done['asked']:5}  {done['rewards']:7}  {len(errors):6}  "
        + " ".join(f"{count}x{name}" for name, count in collections.Counter(left()).items()),
        flush=True,
    )
stop.set()
for thread in threads:
    thread.join()
client.stop_channels()
kernel.shutdown_kernel()
for error in errors[:10]:
    print(error)
rest = [name for name in os.listdir(temporary) if name.startswith(("r1-", "CoreFxPipe_r1-"))]
# Those of other processes that run beside this one are theirs.
groups = [
    path
    for path in glob.glob("/sys/fs/cgroup/**/r1-sandbox-*", recursive=True)
    if not os.path.exists("/proc/" + os.path.basename(path).split("-")[2])
]
print("left in the end:", rest or "nothing", groups or "no group")
shutil.rmtree(work, ignore_errors=True)
sys.exit(1 if rest or groups else 0)
