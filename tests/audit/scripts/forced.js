// In forced colours Chromium reports -webkit-text-fill-color, which axe reads, as it would be without
// them, though it paints the forced colour. What is painted is in `color`.

{
  const original = window.getComputedStyle.bind(window);
  window.getComputedStyle = (element, part) =>
    new Proxy(original(element, part), {
      get(style, name) {
        if (name === "webkitTextFillColor") return style.color;
        if (name === "getPropertyValue") {
          return (property) => style.getPropertyValue(property === "-webkit-text-fill-color" ? "color" : property);
        }
        const value = style[name];
        return typeof value === "function" ? value.bind(style) : value;
      },
    });
}
