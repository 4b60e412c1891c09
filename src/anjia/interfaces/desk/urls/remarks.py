"""Addresses: what people say, its analysis, and the reader."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import analysis, remark_reader, remarks

urlpatterns: list[URLPattern | URLResolver] = [
    path("remarks/", remarks.remarks, name="remarks"),
    path("remarks/<int:remark_id>/", remarks.remark, name="remark"),
    path("remarks/<int:remark_id>/label/", remarks.label, name="label-remark"),
    path("remarks/labels/<int:label_id>/take-back/", remarks.take_back, name="take-back-label"),
    path("remarks/aspects/<slug:aspect>/note/", remarks.note, name="note-aspect"),
    path("remarks/reader/", remark_reader.reader, name="reader"),
    path("remarks/reader/train/", remark_reader.train, name="train-reader"),
    path("remarks/reader/progress/", remark_reader.progress, name="reader-progress"),
    path("remarks/reader/choose/", remark_reader.choose, name="choose-reader"),
    path("remarks/reader/owners/", remark_reader.owners, name="aspect-owners"),
    path("analysis/", analysis.analysis, name="analysis"),
    path("analysis/export/", analysis.export, name="analysis-export"),
]
