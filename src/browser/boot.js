// Starts the program. A file of its own, because a strict content policy allows no inline script;
// without top-level await, which Chromium has only since 89.
(function () {
  var own = document.querySelector("script[data-glue]");
  function failed(words, reason) {
    var text = document.getElementById("loading-text");
    if (text) {
      text.setAttribute("role", "alert");
      text.textContent = words + "（" + reason + "）";
    }
  }
  var OLD = "打不开：浏览器太旧，或者网站没有把文件给全。换用 Chrome、Edge、360（极速模式）、奇安信等浏览器再试。";
  var SANDBOX = "打不开：所在的网页用 sandbox 限制了本页，又没有给 allow-same-origin。请网站管理员加上，或者单独打开本页。";
  // Where a host demands Trusted Types: markup comes from the program's own views and scripts from this
  // origin alone; text is never run.
  if (window.trustedTypes && window.trustedTypes.createPolicy) {
    try {
      window.trustedTypes.createPolicy("default", {
        createHTML: function (html) {
          return html;
        },
        createScriptURL: function (address) {
          if (new URL(address, document.baseURI).origin === location.origin) return address;
          throw new TypeError(address);
        }
      });
    } catch (error) {
      // The host's policy has no room for one; then it asks for none, or what follows says so.
    }
  }
  if (/[?&]check\b/.test(location.search)) {
    import(new URL("check.js", own.src || document.baseURI).href)
      .then(function (check) {
        return check.show(own, document.getElementById("loading"));
      })
      .catch(function (error) {
        failed(window.origin === "null" ? SANDBOX : "诊断打不开：没有取到 check.js，或者浏览器太旧。", error);
      });
    return;
  }
  if (typeof WebAssembly !== "object") {
    failed(OLD, "WebAssembly");
    return;
  }
  // What is loaded later is loaded as the program is.
  own.load = function (address) {
    return import(new URL(address, document.baseURI).href);
  };
  // Whole addresses: a frame without an origin knows no others.
  own
    .load(own.getAttribute("data-glue"))
    .then(function (glue) {
      return glue.default({ module_or_path: own.getAttribute("data-wasm") });
    })
    .catch(function (error) {
      failed(window.origin === "null" ? SANDBOX : OLD, error);
      console.error(error);
    });
})();
