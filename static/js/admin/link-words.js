/** A check of Wagtail's content checker, run in the previewed page: links whose words say nothing alone. */
(function () {
  'use strict';

  window.wagtail.userbar.registerCheck('check-link-words', (link, { words }) => {
    const said = link.textContent.replace(/[\s.…:→>»]+/g, ' ').trim().toLowerCase();
    return !words.includes(said);
  });
})();
