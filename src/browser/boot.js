// Starts the program. A file of its own, because a strict content policy allows no inline script;
// without top-level await, which Chromium has only since 89.
(function () {
  var own = document.querySelector("script[data-glue]");
  function failed(reason) {
    var text = document.getElementById("loading-text");
    if (text) {
      text.setAttribute("role", "alert");
      text.textContent = "打不开：浏览器太旧，或者网站没有把文件给全。换用 Chrome、Edge、360（极速模式）、奇安信等浏览器再试。（" + reason + "）";
    }
  }
  if (typeof WebAssembly !== "object") {
    failed("WebAssembly");
    return;
  }
  import(own.getAttribute("data-glue"))
    .then(function (glue) {
      return glue.default({ module_or_path: own.getAttribute("data-wasm") });
    })
    .catch(function (error) {
      failed(error);
      console.error(error);
    });
})();
