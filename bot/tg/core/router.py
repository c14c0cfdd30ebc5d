"""From a tap to its handler: only buttons that are declared and routed exist, everything else is refused."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType

from bot.tg.core.buttons import Button, DeclarationError, Route, taken_apart
from bot.tg.core.context import Context


@dataclass(frozen=True, slots=True)
class Press:
    """A tap on one of our buttons; `owner` is the Telegram user it was made for, or ANYBODY."""

    route: Route
    owner: int
    args: object

    @property
    def button(self) -> Button[...]:
        return self.route.button

    async def carry_out(self, context: Context) -> None:
        """Calls the handler; the guard has checked authority."""
        args = {name: getattr(self.args, name) for name in self.button.names}
        await self.route.handler(context, **args)


class Router:
    """All buttons, each under its letter with its handler.

    `declared` is by name. Raises DeclarationError for two buttons of one letter, a button without a handler
    or with two, a handler of a button that is not declared, and one that takes other arguments.
    """

    def __init__(self, declared: Mapping[str, Button[...]], routes: Iterable[Route]) -> None:
        self.declared = declared
        names: dict[str, str] = {}
        for name, button in declared.items():
            if button.letter in names:
                raise DeclarationError(f"{names[button.letter]} and {name} share the letter {button.letter}")
            names[button.letter] = name
        self._routes: dict[str, Route] = {}
        for route in routes:
            letter = route.button.letter
            if route.button not in declared.values():
                raise DeclarationError(f"the button {letter} has a handler, but is not declared")
            if letter in self._routes:
                raise DeclarationError(f"{names[letter]} has two handlers")
            if list(inspect.signature(route.handler).parameters)[1:] != route.button.names:
                raise DeclarationError(f"{names[letter]} carries other arguments than its handler takes")
            self._routes[letter] = route
        if without := [name for letter, name in names.items() if letter not in self._routes]:
            raise DeclarationError(f"without a handler: {', '.join(without)}")

    def find(self, text: str) -> Press | None:
        """The press that callback data stands for; None when no button of ours carries exactly that."""
        data = taken_apart(text)
        route = self._routes.get(data.letter) if data else None
        if data is None or route is None:
            return None
        args = route.button.read(data.pieces)
        return Press(route, data.owner, args) if args is not None else None


def declared(*modules: ModuleType) -> Mapping[str, Button[...]]:
    """The buttons that these modules declare, each called after its folder and its own name: ask.RATE."""
    return {
        f"{module.__name__.split('.')[-2]}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Button)
    }
