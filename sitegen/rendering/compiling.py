"""How templates become Python: as Jinja does it, without the detours that our own functions never need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import markupsafe
from jinja2.compiler import CodeGenerator
from jinja2.idtracking import VAR_LOAD_RESOLVE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import nodes
    from jinja2.compiler import Frame

_TEXT: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)  # without making a Markup of it


def escaped(value: object) -> str:
    """What a template shows of a value: text is escaped, HTML stays as it is."""
    kind = type(value)
    if kind is str:
        return _TEXT(value)  # type: ignore[arg-type]
    return value if kind is markupsafe.Markup else markupsafe.escape(value)  # type: ignore[return-value]


class Compiler(CodeGenerator):
    """Calls of the vocabulary go straight to the function; what is shown is escaped without a wrapper.

    A page calls some 150 functions and shows some 250 values, so both are felt on ten thousand pages. The environment
    has `escaped` for them.
    """

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's
        if forward_caller or not self._is_plain(node, frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for keyword in node.kwargs:
            self.visit(keyword, frame)
            self.write(", ")
        self.write(")")

    def _is_plain(self, node: nodes.Call, frame: Frame) -> bool:
        """Whether a function of the environment is called by its own name, one that does not ask for the context."""
        name = getattr(node.node, "name", None)
        if name is None or node.dyn_args is not None or node.dyn_kwargs is not None:
            return False
        reference = frame.symbols.find_ref(name)
        load = frame.symbols.find_load(reference) if reference else None
        known: Any = self.environment.globals.get(name)
        plain = callable(known) and not isinstance(known, type) and not hasattr(known, "jinja_pass_arg")
        return plain and load is not None and load[0] == VAR_LOAD_RESOLVE

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A template or block gathers what it shows and gives it away at its end, not each piece through all blocks."""
        if frame.parent is not None or frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")
        frame.buffer = None
