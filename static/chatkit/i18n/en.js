// @ts-check
/**
 * Everything the widget says in English; a new language has the same keys. Sentences
 * that the server can say come from the server, in the `message` of its errors.
 *
 * Numbers, dates and sizes arrive formatted, except where a plural depends on them.
 * @typedef {typeof en} Strings
 */
export const en = {
  // The panel
  close: "Close",
  conversation: "Conversation",
  newConversation: "New conversation",
  history: "History",
  suggestedQuestions: "Suggested questions",
  loading: "Loading the assistant…",
  notLoaded:
    "The chat could not be loaded. Please check your connection and try again.",
  unsupported: "The chat needs a newer browser.",
  switched: "Switched to the site’s own assistant.",
  earlierConversations: "Earlier conversations",

  // Writing a message
  yourMessage: "Your message",
  send: "Send",
  stop: "Stop",
  /** @param {string} count @param {string} limit */
  characters: (count, limit) => `${count} of ${limit} characters`,
  /** @param {string} count @param {string} limit */
  tooManyCharacters: (count, limit) =>
    `${count} of ${limit} characters. Please shorten your message.`,
  fileNeedsText: "Say what you would like to know about the file.",

  // Messages
  you: "You: ",
  assistant: "Assistant: ",
  notSent: "Not sent",
  answered: "The assistant has answered.",
  attachedFiles: "Attached files",
  sources: "Sources",
  /** @param {number} number @param {string} title */
  source: (number, title) => `Source ${number}: ${title}`,
  generatedImage: "Generated image",
  table: "Table",
  notShown: "This part can’t be shown here.",
  yourOpinion: "Your opinion",
  goodAnswer: "Good answer",
  badAnswer: "Bad answer",
  /** @param {string} title @param {string} text of a notice */
  titled: (title, text) => `${title}: ${text}`,

  // What the assistant does before it answers
  thinking: "Thinking…",
  thought: "Thought",
  /** @param {number} seconds */
  thoughtFor: (seconds) => `Thought for ${seconds} s`,
  worked: "Worked",
  searchedWeb: "Searched the web",
  readFiles: "Read files",
  madeImage: "Made an image",
  /** @param {string} text */
  quoted: (text) => `“${text}”`,

  // Questions of the assistant
  answer: "Answer",
  skip: "Skip",
  skipped: "Skipped",
  otherAnswer: "Another answer",

  // How an answer can end
  retry: "Retry",
  unexpected: "Something went wrong. Please try again.",
  unreachable: "The assistant can’t be reached. Please check your connection.",
  connectionLost: "The connection was lost before the answer was complete.",
  /** @param {number} seconds */
  tryAgainIn: (seconds) => `You can try again in ${seconds} s.`,
  unanswered: "This question has not been answered.",
  stopped: "You stopped this answer.",
  cutShort: "This answer was cut short.",
  previousQuestionRunning:
    "The previous question is still being answered. Yours is back in the field.",
  slow: "The answer takes longer than usual. You can look for it again in a while.",
  locked: "This conversation takes no messages at present.",
  closed: "This conversation is closed.",

  // The visitor's conversations
  yourConversations: "Your conversations",
  backToChat: "Back to the chat",
  showMore: "Show more",
  noConversations: "There are no conversations yet.",
  untitled: "Conversation without a title",
  title: "Title",
  save: "Save",
  cancel: "Cancel",
  keep: "Keep",
  delete: "Delete",
  /** @param {string} name */
  renameNamed: (name) => `Rename ${name}`,
  /** @param {string} name */
  deleteNamed: (name) => `Delete ${name}`,
  /** @param {string} name */
  confirmDelete: (name) => `Delete “${name}”?`,

  // Files
  attachFiles: "Attach files",
  messageFiles: "Files of this message",
  wrongFileType:
    "Only PDF, Word (DOCX), text, PNG, JPEG and WebP files can be attached.",
  /** @param {string} limit */
  fileTooLarge: (limit) => `A file has at most ${limit}.`,
  fileEmpty: "The file is empty.",
  /** @param {number} limit */
  tooManyFiles: (limit) =>
    limit === 1
      ? "A message carries at most one file."
      : `A message carries at most ${limit} files.`,
  fileNotSent: "The file could not be sent. Please check your connection.",
  /** @param {string} name */
  sending: (name) => `Sending ${name}`,
  /** @param {string} name */
  attached: (name) => `${name} is attached.`,
  /** @param {string} name @param {string} reason */
  notAttached: (name, reason) => `${name} was not attached. ${reason}`,
  /** @param {string} name */
  retryNamed: (name) => `Retry ${name}`,
  /** @param {string} name */
  removeNamed: (name) => `Remove ${name}`,
};
