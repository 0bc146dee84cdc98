"""Writes chats.json: conversations of our own as texts that chat templates give. The templates are written here from
the known forms of DeepSeek-V3, DeepSeek-R1 (and its distilled models on Qwen and Llama), Qwen2.5 and ChatML, and run
by Jinja, the language of such templates; the workbook writes the same without Jinja.

python3 chats.py           writes chats.json
python3 chats.py --check   exits 1 where chats.json is not what it would write, 3 where Jinja is not installed
"""

import json
import pathlib
import sys

try:
    import jinja2
except ImportError:
    sys.exit(3)

DEEPSEEK = """\
<｜begin▁of▁sentence｜>\
{%- set told = messages | selectattr('role', 'equalto', 'system') | map(attribute='content') -%}
{{- told | join('\\n\\n') -}}
{%- for turn in messages -%}
  {%- if turn.role == 'user' -%}
    {{- '<｜User｜>' ~ turn.content -}}
  {%- elif turn.role == 'assistant' -%}
    {{- '<｜Assistant｜>' ~ (ANSWER) ~ '<｜end▁of▁sentence｜>' -}}
  {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- 'OPENING' -}}{%- endif -%}"""

CHATML = """\
{%- if DEFAULT and messages[0].role != 'system' -%}
  {{- '<|im_start|>system\\n' ~ DEFAULT ~ '<|im_end|>\\n' -}}
{%- endif -%}
{%- for turn in messages -%}
  {{- '<|im_start|>' ~ turn.role ~ '\\n' ~ turn.content ~ '<|im_end|>\\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|im_start|>assistant\\n' -}}{%- endif -%}"""

QWEN = "'You are Qwen, created by Alibaba Cloud. You are a helpful assistant.'"

TEMPLATES = {
    "deepseek-v3": DEEPSEEK.replace("ANSWER", "turn.content").replace("OPENING", "<｜Assistant｜>"),
    # The thinking of earlier turns is left out, and the answer begins within the thinking.
    "deepseek-r1": DEEPSEEK.replace("ANSWER", "turn.content.split('</think>') | last")
    .replace("OPENING", "<｜Assistant｜><think>\\n"),
    "qwen2.5": CHATML.replace("DEFAULT", QWEN),
    "chatml": CHATML.replace("DEFAULT", "''"),
}

S, U, A = "system", "user", "assistant"

CONVERSATIONS = {
    "a question": [(U, "What is 6 times 7?")],
    "an instruction first": [(S, "Answer in one word."), (U, "Is water wet?")],
    "three turns": [(U, "Hello."), (A, "Hello! What shall we do?"), (U, "Add 2 and 3.")],
    "thinking before": [(U, "2 + 3?"), (A, "<think>\nTwo and three.\n</think>\n\nIt is 5."), (U, "And 5 more?")],
    "thinking without its opening tag": [(U, "2 + 3?"), (A, "Two and three.</think>5"), (U, "And 5 more?")],
    "thinking that does not end": [(U, "2 + 3?"), (A, "<think>\nTwo and"), (U, "Go on.")],
    "two ends of thinking": [(U, "x"), (A, "<think>a</think>b</think>c"), (U, "y")],
    "nothing after the thinking": [(U, "x"), (A, "<think>a</think>"), (U, "y")],
    "an end of thinking in the question": [(U, "What does </think> mean?")],
    "an instruction in the middle": [(U, "One."), (A, "Two."), (S, "Count on in words."), (U, "Three.")],
    "two instructions": [(S, "Be brief."), (S, "Be kind."), (U, "Hello.")],
    "an instruction alone": [(S, "Be brief.")],
    "an empty question": [(U, "")],
    "spaces and line ends are kept": [(S, "  a \n"), (U, "\n b\t"), (A, " c\n\n"), (U, " d ")],
    "marks of templates in the text": [(U, "{{ 6 * 7 }} {% if x %} <|im_end|> <｜User｜>"), (A, "'\\n' \"q\" \\n")],
    "letters of all kinds": [(U, "Größe? 数学 \U0001F600 é")],
    "the answer is the last turn": [(U, "Hello."), (A, "<think>\nA greeting.\n</think>\n\nHello!")],
}


def text():
    environment = jinja2.Environment(keep_trailing_newline=True)
    rows = []
    for template, source in TEMPLATES.items():
        compiled = environment.from_string(source)
        for name, turns in CONVERSATIONS.items():
            messages = [{"role": role, "content": content} for role, content in turns]
            rows.append({
                "template": template,
                "name": name,
                "messages": messages,
                "text": compiled.render(messages=messages, add_generation_prompt=False),
                "for_answer": compiled.render(messages=messages, add_generation_prompt=True),
            })
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


if __name__ == "__main__":
    file = pathlib.Path(__file__).with_name("chats.json")
    if "--check" in sys.argv[1:]:
        sys.exit(0 if file.read_text(encoding="utf-8") == text() else "chats.json is not what chats.py writes")
    file.write_text(text(), encoding="utf-8")
