/// Names one request, to its caller and in the log: 16 random hex digits, so that it tells nothing.
package enum RequestNumber {
    package static func random() -> String {
        let text = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
