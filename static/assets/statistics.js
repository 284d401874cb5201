// What Google's script finds when it comes: https://developers.google.com/analytics/devguides/collection/ga4
(() => {
  "use strict";
  const { google } = document.currentScript.dataset;
  window.dataLayer = window.dataLayer || [];
  function gtag() {
    window.dataLayer.push(arguments); // the very object: an array would be ignored
  }
  gtag("js", new Date());
  gtag("config", google);
})();
