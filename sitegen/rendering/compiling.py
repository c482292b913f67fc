"""How templates become Python: as Jinja does it, without the detours that our own functions never need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2.compiler import CodeGenerator
from jinja2.idtracking import VAR_LOAD_RESOLVE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import nodes
    from jinja2.compiler import Frame


class Compiler(CodeGenerator):
    """Calls of the vocabulary go straight to the function; attributes are read, texts escaped without a wrapper.

    A page calls some 150 functions, reads 200 attributes and shows 250 values, so each is felt on ten thousand pages.
    The environment has `escaped` and `escaped_text` for them.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's
        """The attribute, where there is one; else what Jinja makes of it."""
        self.write("(_found if (_found := getattr((_holder := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr(_holder, {node.attr!r}))")

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
            self.write("(environment.escaped_text(_shown) if type(_shown := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(") is str else environment.escaped(_shown))")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A template or block gathers what it shows and gives it away at its end, not each piece through all blocks."""
        if frame.parent is not None or frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")
        frame.buffer = None
