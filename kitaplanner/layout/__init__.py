"""Pure geometry in points: from a snapshot and a form to scenes and tables; no Qt, no ReportLab.

What the floors above call:

    sheets.sheet_scene(plan, initiative, form, numbering, metrics)     one sheet for the screen
    booklet.booklet_scene(plan, form, metrics, progress)               the whole booklet
    prints.sheets_scene(plan, form, metrics, only, progress)           sheets alone
    prints.list_scene(plan, form, metrics)                             the list of initiatives alone
    sheet_table.sheet_table(plan, initiative, form, numbering, metrics)  one sheet for Excel
    list_table.initiative_list_table(plan, form, numbering, metrics)   the list for Excel
    metrics.bundled_metrics()                                          the metrics that all take

Inside, from the small to the large:

    fonts, metrics, kinsoku, words, phrases, linebreak   widths of text and where it breaks
    lines, years                                         lines of one style; years as written
    canvas, context, flow                                gathering a page; what is laid out; parts
    arrows, items, year_header, schedule                 the 年度別実施計画
    fields, sheets                                       the sheet
    text_parts, tables, contents, timeline               texts and tables of the other chapters
    sections, policies, outline_chart, sheet_chapter,
    initiative_list, cover                               the chapters
    paging, booklet, prints                              pages and whole prints
"""
