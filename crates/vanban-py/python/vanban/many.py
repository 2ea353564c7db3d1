"""What `extract_many` takes."""

from typing import Iterable, Optional, Tuple, Union

Document = Union[str, bytes, Tuple[Optional[str], Union[str, bytes]]]
Documents = Iterable[Document]
