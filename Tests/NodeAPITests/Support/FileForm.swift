/// A form with one file, as browsers send it.
enum FileForm {
    static let type = "multipart/form-data; boundary=x"

    static func bytes(_ file: [UInt8], in field: String) -> [UInt8] {
        Array(
            "--x\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
                .utf8) + file + Array("\r\n--x--\r\n".utf8)
    }
}
