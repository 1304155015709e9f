Missing parameter: lMeetingId.
