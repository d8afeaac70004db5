extension Capture {
    /// What a file is taken for by the ending of its name.
    package static func mediaType(ofFile name: String) -> String {
        let ending = name.split(separator: ".").last?.lowercased() ?? ""
        return mediaTypes[ending] ?? "application/octet-stream"
    }

    private static let mediaTypes = [
        "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp",
        "heic": "image/heic", "tif": "image/tiff", "tiff": "image/tiff", "pdf": "application/pdf",
        "html": "text/html", "mhtml": "multipart/related", "warc": "application/warc",
        "txt": "text/plain", "csv": "text/csv", "json": "application/json", "eml": "message/rfc822",
        "mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm", "mp3": "audio/mpeg",
        "wav": "audio/wav", "zip": "application/zip",
    ]
}
