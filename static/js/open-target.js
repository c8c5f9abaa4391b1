// A link to something folded away opens what hides it. Most browsers do so by themselves.

const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target?.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    target.scrollIntoView();
  }
};

addEventListener("hashchange", open);
open();
