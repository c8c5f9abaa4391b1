"""The editor's guide inside the admin, by task.

Its words are data: one Markdown file a task in fr/ and en/, under the same name. tasks: reads them ·
views, urls, admin: where it shows · panels: links to it from forms.
"""
