"""Stories: reports of one event, over outlets and languages, become one."""
