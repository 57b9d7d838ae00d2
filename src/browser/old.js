// For browsers that know no modules, and so do not start the program: it says so.
document.getElementById("loading-text").innerText =
  "打不开：浏览器太旧，或者在兼容模式。换用 Chrome、Edge、360（极速模式）、奇安信等浏览器再试。";
