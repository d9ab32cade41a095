"""What our files for other tools hold beside those tools' own keys, so that they are read again without a guess.

The mark says that a record is ours, and of which kind its answers are. The item stands under these names whatever the tool calls it:
its id, its text, its metadata, and its content beside the text in the form of `Content.parts_json`.
"""

from __future__ import annotations

from typing import Final

#: the key of the mark; its value is the name of the kind, in Label Studio's data `{"kind", "lists": [fields that hold lists]}`
MARK: Final = "countersign"
ITEM_ID: Final = "item_id"
TEXT: Final = "text"
PARTS: Final = "parts"
META: Final = "meta"

#: what all candidates of a preference are when none will do, where a tool asks for a name
ALL_BAD: Final = "all bad"
#: the question of Argilla that says so
NONE_WILL_DO: Final = "all_bad"
#: where a field of a record stands in Prodigy: behind this, under its own name
FIELD: Final = "field:"
#: stands for an instant that nobody knows, where a tool wants one
NEVER: Final = "1970-01-01T00:00:00.000000Z"
