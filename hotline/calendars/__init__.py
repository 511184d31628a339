"""The calendars' edge, the only home of iCalendar: files that are read, and feeds to subscribe to."""
