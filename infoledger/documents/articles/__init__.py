"""A regulation read back as the Chinese sentences of a regulation (条文), in the order of its articles.

``words`` and ``fields`` say what is meant, ``figures`` what is counted and asked, ``clauses`` and
``provisions`` make sentences of each part of a regulation, and ``comparison`` sets them beside the document.
"""
