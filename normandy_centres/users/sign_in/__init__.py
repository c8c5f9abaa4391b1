"""How people sign in: a password and a code, both needed, and no way around either.

Somebody gets in for the first time by a one-time link (`invitations`): it sets the password (`views`),
then the second factor (`second_factor`). From then on Wagtail's own form asks for both (`forms`), failures
are counted by name and address (`throttling`), and a session without second factor is nobody's (`sessions`).
"""
