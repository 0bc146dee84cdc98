// Runs in the frame of an output before the output's own scripts. A policy of the page (Content-Security-Policy) forbids
// every way to the network but WebRTC, so its constructors go. A frame within the frame would bring new ones: it is
// taken out before it loads, for what an observer does comes before any loading. Its window is of another origin, so
// nothing in it can be reached in between.
(() => {
  "use strict";
  const apply = Reflect.apply;
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection", "WebTransport"])
    Object.defineProperty(window, name, { value: undefined, writable: false, configurable: false });
  // These make shadow trees that no observer sees.
  for (const holder of [Element.prototype, ShadowRoot.prototype, Document])
    for (const name of ["setHTML", "setHTMLUnsafe", "parseHTML", "parseHTMLUnsafe"]) delete holder[name];

  // So does what is written in the middle of the page (OutputFrames takes it out of the page itself).
  const write = Document.prototype.write;
  const replace = String.prototype.replace;
  for (const [name, end] of [["write", ""], ["writeln", "\n"]])
    Object.defineProperty(Document.prototype, name, {
      value(...texts) {
        let all = "";
        for (let i = 0; i < texts.length; i++) all += texts[i];
        apply(write, this, [apply(replace, all + end, [/shadowroot/gi, "no-$&"])]);
      },
      writable: false,
      configurable: false,
    });

  // What the scripts could replace is kept from before them.
  const frames = "iframe,frame,object,embed,fencedframe,portal";
  const remove = Element.prototype.remove;
  const find = Element.prototype.querySelectorAll;
  const matches = Element.prototype.matches;
  const clear = (node) => {
    if (node.nodeType !== 1) return;
    if (apply(matches, node, [frames])) return apply(remove, node, []);
    const found = apply(find, node, [frames]);
    for (let i = 0; i < found.length; i++) apply(remove, found[i], []);
  };
  const Observer = MutationObserver;
  const observe = Observer.prototype.observe;
  const watch = (root) => {
    const observer = new Observer((changes) => {
      for (let i = 0; i < changes.length; i++)
        for (let j = 0; j < changes[i].addedNodes.length; j++) clear(changes[i].addedNodes[j]);
    });
    apply(observe, observer, [root, { childList: true, subtree: true }]);
  };
  watch(document);
  const attach = Element.prototype.attachShadow;
  Object.defineProperty(Element.prototype, "attachShadow", {
    value(options) {
      const root = apply(attach, this, [options]);
      watch(root);
      return root;
    },
    writable: false,
    configurable: false,
  });
})();
