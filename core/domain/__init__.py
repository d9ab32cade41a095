"""Pure types: tasks and their kinds of answer, decisions, events, signals. Nothing here touches a file or a clock."""
