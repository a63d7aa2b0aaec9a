"""A questionnaire workbook in Chinese: filled beside the written regulation, it becomes config and rules.

``sheets`` says what is asked, ``workbook`` writes it, ``answers`` reads it back with every wrong cell
told, ``writing`` makes the YAML that a careful person would have written.
"""
