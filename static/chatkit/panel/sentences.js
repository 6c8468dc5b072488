// @ts-check
/** What the chat itself has to say; everything else is the server's or the owner's. */

export const ODD = "Something went wrong. Please try again.";
export const LOST = "The connection was lost before the answer was complete.";
export const UNANSWERED = "This question has not been answered.";
export const STOPPED = "You stopped this answer.";
export const CUT = "This answer was cut short.";
export const NOT_YET =
  "The question before was still being answered. Yours is back in the field.";
export const SLOW =
  "The answer takes longer than usual. You can look for it again in a while.";
export const LOCKED = "This conversation takes no messages at present.";
export const CLOSED = "This conversation is closed.";
