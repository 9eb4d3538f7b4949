// Small helpers. Text always enters the page as a text node, so nothing anyone writes can become markup.

export const $ = (id) => document.getElementById(id);

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null && child !== false));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

// A tappable piece of a sentence. A real button would be an inline-block and could not wrap or follow the bidi order.
export function tappable(attributes, onTap, ...children) {
  return el("span", {
    role: "button",
    tabindex: "0",
    ...attributes,
    onclick: onTap,
    onkeydown: (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      onTap(event);
    },
  }, ...children);
}

// Links come from the bot's texts: javascript: and data: must stay text.
export function safeUrl(url) {
  try {
    const parsed = new URL(/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`);
    return ["http:", "https:", "mailto:", "tel:", "tg:", "geo:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

export function minutes(seconds) {
  const whole = Math.max(0, Math.round(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function toggle(button, panel, open) {
  panel.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
}
