"""A signal that is a question: asked below, answered by whoever stands above."""

from typing import Any

from django.dispatch import Signal


class Question(Signal):
    def ask(self, sender: type, **named: Any) -> list[Any]:
        """What the receivers answer."""
        return [answer for _, answer in self.send(sender, **named)]
