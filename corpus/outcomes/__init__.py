"""Minutes in, what came of the meeting out, as data: decisions, actions, motions, votes, attendance and more.

finders.py names them all.
"""
