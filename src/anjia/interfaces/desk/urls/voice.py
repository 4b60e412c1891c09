"""Addresses: the inbox, its channels, the suggestion boxes."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import channels, inbox, inbox_acts, suggestion_boxes

urlpatterns: list[URLPattern | URLResolver] = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/live/", inbox.inbox_live, name="inbox-live"),
    path("inbox/call/", inbox_acts.new_call, name="new-call"),
    path("inbox/files/<int:attachment_id>/", inbox.attachment, name="attachment"),
    path("inbox/sendings/<int:sending_id>/again/", inbox_acts.send_again, name="send-again"),
    path("inbox/<int:conversation_id>/", inbox.conversation, name="conversation"),
    path("inbox/<int:conversation_id>/live/", inbox.conversation_live, name="conversation-live"),
    path("inbox/<int:conversation_id>/answer/", inbox_acts.answer, name="answer-conversation"),
    path("inbox/<int:conversation_id>/note/", inbox_acts.note, name="note-conversation"),
    path("inbox/<int:conversation_id>/owner/", inbox_acts.assign, name="assign-conversation"),
    path("inbox/<int:conversation_id>/take/", inbox_acts.take, name="take-conversation"),
    path("inbox/<int:conversation_id>/done/", inbox_acts.done, name="conversation-done"),
    path("inbox/<int:conversation_id>/reopen/", inbox_acts.reopen, name="conversation-reopen"),
    path("inbox/<int:conversation_id>/tie/", inbox_acts.tie, name="tie-conversation"),
    path("inbox/<int:conversation_id>/untie/", inbox_acts.untie, name="untie-conversation"),
    path("inbox/<int:conversation_id>/complaint/", inbox_acts.complain, name="conversation-complaint"),
    path("inbox/<int:conversation_id>/consultation/", inbox_acts.consult, name="conversation-consult"),
    path("channels/", channels.channels, name="channels"),
    path("channels/<slug:channel>/", channels.channel, name="channel"),
    path("channels/<slug:channel>/try/", channels.try_channel, name="try-channel"),
    path("channels/<slug:channel>/switch/", channels.switch_channel, name="switch-channel"),
    path("suggestion-boxes/", suggestion_boxes.boxes, name="suggestion-boxes"),
    path("suggestion-boxes/<int:box_id>/poster/", suggestion_boxes.poster, name="suggestion-poster"),
    path("suggestion-boxes/<int:box_id>/close/", suggestion_boxes.close, name="close-suggestion-box"),
]
