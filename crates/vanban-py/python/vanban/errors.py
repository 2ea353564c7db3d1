"""Why there is no record. What a text says never raises: see `Record.diagnostics`."""


class VanbanError(Exception):
    """What all exceptions of this package are."""


class ReadError(VanbanError, ValueError):
    """A file that cannot be read: damaged, locked, too large, or of a format that is not supported."""


class RecordError(VanbanError, ValueError):
    """JSON that is no record, or a record of another schema; bytes that are no graph."""


class DefectError(VanbanError, RuntimeError):
    """A defect of this library, which costs the document that shows it alone: please report that document."""
