// Several wishes in one message: "remove the dog and make the car red".

const order = "(?:please |then |also |now |next |finally |just )*(?:remove|delete|erase|get rid of|take away|take out|make|paint|colou?r|recolou?r|dye|turn|change|replace|swap|exchange|put|add|insert|place|blur|brighten|darken|lighten|crop|resize|rotate|flip|mirror|straighten|pixelate|cut out|fill|mark|select|highlight|outline|show me|find|segment|undo|count|tell me|draw)";
const between = new RegExp(`\\s*(?:[.;!]\\s+|,?\\s+and then\\s+|,?\\s+then\\s+|,?\\s+after that,?\\s+|,?\\s+and\\s+|,\\s+)(?=${order}\\b)`, 'i');
const begins = new RegExp(`^(?:(?:can|could|would|will) you |hey |hi |ok |i want you to |i'd like you to |first )*${order}\\b`, 'i');

/** The wishes of a message in their order; one where it is one. */
export function splitWishes(text: string): string[] {
  const parts = text.split(between).map((part) => part.trim()).filter((part) => part !== '');
  // "keep the dog and remove the rest", "cut it out and make the rest grey": what is kept or cut out is said with what becomes of the rest.
  const whole = /\b(?:the rest|everything else|all else|the background)\b/i.test(parts.slice(1).join(' ')) || /^(?:.*\b(?:don'?t|do not|never)\b)/i.test(text);
  return parts.length < 2 || whole || !parts.every((part) => begins.test(part)) ? [text] : parts;
}
