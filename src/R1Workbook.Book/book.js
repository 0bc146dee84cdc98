// Draws the Plotly figures of a page: their data stand in it as JSON, each beside the place of the same mark.
addEventListener("load", () => {
  for (const data of document.querySelectorAll("script[data-figure]")) {
    const place = data.parentElement.querySelector(`[data-plotly="${data.dataset.figure}"]`);
    if (!place || !window.Plotly || typeof window.Plotly.newPlot !== "function") continue;
    const figure = JSON.parse(data.textContent);
    place.replaceChildren();
    window.Plotly.newPlot(place, figure.data, figure.layout, { responsive: true, displaylogo: false });
  }
});
