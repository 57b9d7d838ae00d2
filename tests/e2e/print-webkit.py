"""Prints a file with WebKitGTK, whose driver has no command for it: page, PDF.

It takes neither size nor margins from the page, but from its print window; these are those that the page
asks for.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

page, pdf = sys.argv[1:]
window = Gtk.OffscreenWindow()
view = WebKit2.WebView()
window.add(view)
window.show_all()

paper = Gtk.PageSetup()
paper.set_paper_size(Gtk.PaperSize.new("iso_a4"))
paper.set_top_margin(37, Gtk.Unit.MM)
paper.set_right_margin(26, Gtk.Unit.MM)
paper.set_bottom_margin(35, Gtk.Unit.MM)
paper.set_left_margin(28, Gtk.Unit.MM)
settings = Gtk.PrintSettings()
settings.set(Gtk.PRINT_SETTINGS_PRINTER, "Print to File")
settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, GLib.filename_to_uri(pdf))
operation = WebKit2.PrintOperation.new(view)
operation.set_print_settings(settings)
operation.set_page_setup(paper)
operation.connect("finished", lambda _: Gtk.main_quit())
operation.connect("failed", lambda _, error: print(error.message, file=sys.stderr))


def changed(_, event):
    if event == WebKit2.LoadEvent.FINISHED:
        operation.print_()


view.connect("load-changed", changed)
view.load_uri(GLib.filename_to_uri(page))
Gtk.main()
