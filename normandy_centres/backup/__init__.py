"""Backups: one verified archive of database and media, and the way back from it.

Database and media agree with each other although editors go on working (`making`). A media file is never
changed in place: what replaces it gets a name of its own, and a file goes only after the row that names it.
So the files of the present rows are pinned first (a hard link, or a copy from another disk or a bucket),
then the database is read in one snapshot, then what that names and isn't pinned yet is pinned too. Before a
pinned file counts, the database is asked once more: a row that is still there vouches for it. What an editor
deletes meanwhile is in the archive all the same; what somebody uploaded and deleted in the instant between
makes the snapshot be taken again. A file that the site itself has lost is named in the archive as missing,
and no backup fails for it.

Only files that rows name are kept: share cards are drawn anew (`make_cards`), pages are written anew
(`warm`). The secret key and other settings are in no archive.

The way back (`restoring`) verifies all, adds the media files beside those that are there (one of another
content keeps its name, and the archive's gets another), and then exchanges the whole database in one
transaction of its own: whatever happens, the site is the old one or the new one.
"""
