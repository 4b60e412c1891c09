/* Where the phone is, to about 10 metres. Nothing is kept here; the server keeps only the distance from the home. */

const PATIENCE = { enableHighAccuracy: true, timeout: 12000, maximumAge: 0 };
const EARTH = 6371008.8; // metres, as kernel.places

const coarse = (degrees) => Math.round(degrees * 10000) / 10000;

/* [latitude, longitude], or null when the phone will not or cannot say. */
export function place() {
  return new Promise((done) => {
    if (!navigator.geolocation) return done(null);
    const found = ({ coords }) => done([coarse(coords.latitude), coarse(coords.longitude)]);
    return navigator.geolocation.getCurrentPosition(found, () => done(null), PATIENCE);
  });
}

export function metresBetween([latA, lngA], [latB, lngB]) {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const half =
    Math.sin(radians(latB - latA) / 2) ** 2 +
    Math.cos(radians(latA)) * Math.cos(radians(latB)) * Math.sin(radians(lngB - lngA) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(half));
}
