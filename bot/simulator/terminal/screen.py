"""How the chat looks in a terminal: bubbles, numbered buttons, notices; plain text where nobody watches.

Knows what a person sees and how rich prints it; reads no input and sends nothing.
"""

from __future__ import annotations

from typing import TextIO
from urllib.parse import urlsplit

from rich.box import ROUNDED
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

from bot.simulator.chats import Event
from bot.simulator.person import Person
from bot.simulator.terminal.bubble import Bubble, Button, bubble, keyboard

WIDTH = 60
_STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "code": "cyan",
    "pre": "cyan",
    "spoiler": "dim",
    "text_link": "blue underline",
    "blockquote": "dim",
    "expandable_blockquote": "dim",
    "bot_command": "cyan",
}


def formatted(seen: Bubble, *, clickable: bool = False) -> Text:
    """The text with its formatting; a link shows its address, or only the site where it can be clicked."""
    units = seen.text.encode("utf-16-le")

    def reach(offset: int) -> int:
        return len(units[: offset * 2].decode("utf-16-le"))

    text = Text(seen.text)
    links: list[tuple[int, str]] = []
    for entity in seen.entities:
        start, end = reach(entity["offset"]), reach(entity["offset"] + entity["length"])
        text.stylize(_STYLES.get(entity["type"], ""), start, end)
        if entity["type"] == "text_link" and entity["url"] != seen.text[start:end]:
            if clickable:
                text.stylize(f"link {entity['url']}", start, end)
            links.append((end, f" ({urlsplit(entity['url']).hostname if clickable else entity['url']})"))
    whole, position = Text(), 0
    for end, address in sorted(links):
        whole.append_text(text[position:end]).append(address, style="dim")
        position = end
    return whole.append_text(text[position:])


class Screen:
    """What one person sees, printed as it happens; remembers which number stands for which button."""

    def __init__(self, person: Person, bot_name: str, out: TextIO, *, interactive: bool) -> None:
        self._person = person
        self._bot_name = bot_name
        self._interactive = interactive
        self._numbered: list[Button | None] = []
        self._console = Console(
            file=out,
            width=WIDTH,
            no_color=not interactive,
            force_terminal=True if interactive else None,
            highlight=False,
            emoji=False,
        )

    def show_news(self) -> None:
        """Prints what happened since the last time, except the person's own messages."""
        events = [event for event in self._person.news() if not self._own(event)]
        # Only the latest state of a message is worth printing, and nothing of one that is gone again.
        latest = {event.message["message_id"]: event for event in events if event.message is not None}
        bubbles = [
            bubble(event.message)
            for event in events
            if event.message and latest[event.message["message_id"]] is event and event.kind != "delete"
        ]
        buttons = [button for seen in bubbles for row in seen.rows for button in row]
        below = keyboard(self._person.chat.keyboard)
        if buttons:
            self._numbered = [*buttons, *below]
        else:
            # What was numbered keeps its number as long as it can be tapped.
            alive = self._person.buttons
            self._numbered = [button if button in alive else None for button in self._numbered]
            self._numbered += [button for button in below if button not in self._numbered]
        for event in events:
            if event.message is None:
                self._notice(event)
        for seen in bubbles:
            self._bubble(seen)
        if below and bubbles:
            self.line(self._labels(tuple(below)))
        if self._interactive and events:
            self.line("")

    def button(self, number: int) -> Button | None:
        """The button that carries this number, counted from 1."""
        return self._numbered[number - 1] if 0 < number <= len(self._numbered) else None

    @property
    def has_buttons(self) -> bool:
        """Whether any number means anything."""
        return any(self._numbered)

    def line(self, text: str | Text, style: str = "") -> None:
        """Prints a line of the terminal's own."""
        self._console.print(text, style=style, soft_wrap=not self._interactive)

    def own(self, text: str) -> None:
        """Prints what was typed, where the terminal has not shown it already."""
        if not self._interactive:
            self.line(Text(f"> {text}"))

    def _own(self, event: Event) -> bool:
        return event.message is not None and event.message["from"]["id"] == self._person.user.id

    def _bubble(self, seen: Bubble) -> None:
        body = formatted(seen, clickable=self._interactive)
        if seen.attachment:
            body = Text(f"📎 {seen.attachment}\n" if body else f"📎 {seen.attachment}").append_text(body)
        title = f"{self._bot_name} (diubah)" if seen.edited else self._bot_name
        if self._interactive:
            framed = Panel(
                body, title=escape(title), title_align="left", box=ROUNDED, border_style="green", width=WIDTH
            )
            self._console.print(framed)
        else:
            self.line("(pesan diubah)" if seen.edited else "")
            self.line(body)
        for row in seen.rows:
            self.line(self._labels(row))

    def _labels(self, row: tuple[Button, ...]) -> Text:
        labels = Text("  ").join(
            Text.assemble((f"[{self._numbered.index(button) + 1}]", "bold yellow"), f" {button.label}")
            for button in row
        )
        return Text(" ").append_text(labels) if self._interactive else labels

    def _notice(self, event: Event) -> None:
        self.line(Text(f"{'‼' if event.kind == 'alert' else '·'} {event.text}"), style="magenta")
