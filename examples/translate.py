"""Translates the texts of a product page, and finds those that say the same."""

from google import genai
from google.genai import types

client = genai.Client()

STYLE = """You translate product texts for outdoor equipment.
Keep units, article numbers and names of materials as they are.
Use the polite form of address. Do not add anything that the source does not say."""


def translate(text: str, language: str) -> str:
    response = client.models.generate_content(
        model="gemini-3.8-flash",
        contents=f"Translate into {language}:\n\n{text}",
        config=types.GenerateContentConfig(
            system_instruction=STYLE,
            max_output_tokens=1024,
            thinking_config=types.ThinkingConfig(thinking_budget=0),
        ),
    )
    return response.text or ""


def vectors(texts: list[str]) -> list[list[float]]:
    result = client.models.embed_content(model="gemini-embedding-001", contents=texts)
    return [embedding.values or [] for embedding in result.embeddings or []]


def preview(text: str) -> None:
    for chunk in client.models.generate_content_stream(
        model="gemini-3.5-flash",
        contents=["Translate into English, roughly:", text],
        config={"max_output_tokens": 400},
    ):
        print(chunk.text, end="")
