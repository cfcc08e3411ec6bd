"""Sorts incoming mail, and answers what can be answered at once."""

import os

from anthropic import AsyncAnthropic
from openai import OpenAI

client = OpenAI()
claude = AsyncAnthropic()

MODEL = os.getenv("MAIL_MODEL", "gpt-5.4-mini")

LABELS = ["order", "return", "complaint", "application", "advertising"]


def label(mail: str) -> str:
    """One of LABELS."""
    response = client.responses.create(
        model=MODEL,
        instructions=f"Label the mail with one of: {', '.join(LABELS)}. Answer with the label only.",
        input=mail,
        max_output_tokens=16,
    )
    return response.output_text


def summary(mails: list[str]) -> str:
    """What happened today, for the team's morning meeting."""
    # No cap here: a day with many mails gets a summary of any length.
    completion = client.chat.completions.create(
        model="gpt-6.1-sol",
        messages=[
            {"role": "system", "content": "Sum up the mails of the day: first what needs a decision, then the rest in one paragraph."},
            {"role": "user", "content": "\n\n".join(mails)},
        ],
    )
    return completion.choices[0].message.content or ""


async def answer(mail: str, customer: dict[str, str], model: str) -> str:
    """An answer by the model that the caller has chosen."""
    # meterline: input=900 output=250 calls=2k/day
    message = await claude.messages.create(
        model=model,
        max_tokens=600,
        system="You answer mails of a mail-order nursery. Plants that arrived dry are replaced without questions.",
        messages=[{"role": "user", "content": f"Customer: {customer['name']}, since {customer['since']}\n\n{mail}"}],
    )
    return message.content[0].text
