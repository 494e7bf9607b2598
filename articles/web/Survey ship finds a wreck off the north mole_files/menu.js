document.addEventListener("DOMContentLoaded", function () {
  var b = document.querySelector(".cookie button");
  if (b) { b.addEventListener("click", function () { b.parentNode.remove(); }); }
});
