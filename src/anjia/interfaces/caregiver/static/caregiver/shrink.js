/* A photo of 12 megapixels takes a minute on a poor network; 1600 pixels are what the server keeps anyway. */

const LONGEST = 1600;
const QUALITY = 0.82;

/* [blob, file name]: the smaller picture, or the file as it is when this browser cannot read it. */
export async function shrink(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return blob && blob.size < file.size ? [blob, "photo.jpg"] : [file, file.name];
  } catch {
    return [file, file.name];
  }
}
