import AllianceNames
import CivilTime
import TransparencyLog

/// A message for `sendmail -i -t`.
///
/// Source: RFC 5322 for the form, RFC 2047 for words of a header that are not ASCII, RFC 2045 for the body, RFC 3834 for
/// `Auto-Submitted`. Whatever stands in a header is encoded, so that no text can begin another header.
package struct MailMessage: Hashable, Sendable {
    package static let subjectBytesMax = 500
    package static let bodyBytesMax = 128 * 1_024

    package let from: String
    package let to: String
    package let subject: String
    package let body: String
    /// Milliseconds since 1970.
    package let date: UInt64
    /// The same for the same notices, so that a mail which is sent again after a crash is known for it.
    package let id: String
    package let language: String

    /// - Parameters:
    ///   - from, to: addresses alone (`MailAddress`).
    ///   - id: letters, digits, `.` and `-`.
    package init(
        from: MailAddress, to: MailAddress, subject: String, body: String, date: UInt64, id: String,
        language: String
    ) {
        precondition(
            (id + language).utf8.allSatisfy { isAlphanumeric($0) || ".-".utf8.contains($0) },
            "what names a message is a plain word")
        self.from = from.text
        self.to = to.text
        self.subject = subject.cut(toBytes: Self.subjectBytesMax)
        self.body = body.cut(toBytes: Self.bodyBytesMax)
        self.date = date
        self.id = id
        self.language = language
    }

    /// Lines end as Unix programs hand them to sendmail.
    package var bytes: [UInt8] {
        let host = from.split(separator: "@").last ?? "localhost"
        let head = [
            "From: \(from)", "To: \(to)", "Subject: \(Self.encoded(subject))",
            "Date: \(Self.date(date))", "Message-ID: <\(id)@\(host)>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
            "Content-Language: \(language)", "Auto-Submitted: auto-generated",
        ]
        var text = head.joined(separator: "\n") + "\n\n"
        // Lines of text end with CRLF inside of what is encoded.
        let body = Array(body.utf8).split(separator: 10, omittingEmptySubsequences: false)
            .joined(separator: [13, 10])
        var encoded = Base64.encode(Array(body))[...]
        while !encoded.isEmpty {
            text += encoded.prefix(76) + "\n"
            encoded = encoded.dropFirst(76)
        }
        return Array(text.utf8)
    }

    /// Bytes of text in one encoded word: in base64 with what stands around it 64 characters, so that the first one fits
    /// into a line of 76 behind the name of its header.
    private static let encodedWordBytesMax = 39

    /// Encoded words of at most 75 characters in lines of at most 76, folded (RFC 2047, section 2).
    static func encoded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }), text.utf8.count <= 60,
            !text.contains("=?")
        {
            return text
        }
        var words: [String] = []
        var word: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if word.count + bytes.count > encodedWordBytesMax {
                words.append(Base64.encode(word))
                word = []
            }
            word += bytes
        }
        words.append(Base64.encode(word))
        return words.map { "=?utf-8?B?\($0)?=" }.joined(separator: "\n ")
    }

    /// `Thu, 26 Nov 2026 20:30:00 +0000`.
    static func date(_ time: UInt64) -> String {
        let days = Int(time / GregorianCalendar.millisecondsPerDay)
        let (year, month, day) = GregorianCalendar.date(ofDay: days)
        let names = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let seconds = Int(time / 1_000 % 86_400)
        return
            "\(weekdays[days % 7]), \(two(day)) \(names[month - 1]) \(year) \(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60)) +0000"
    }
}

/// An address as a header and a program's argument may hold it: the local part of RFC 5321 without quotes.
package struct MailAddress: Hashable, Sendable {
    package static let bytesMax = 254

    package let text: String

    /// Nil for anything else.
    package init?(_ text: String) {
        let sides = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.bytesMax, sides.count == 2,
            sides.allSatisfy({ !$0.isEmpty && $0.first != UInt8(ascii: "-") }),
            sides[0].allSatisfy({ isAlphanumeric($0) || "!#$%&'*+-/=?^_`{|}~.".utf8.contains($0) }),
            sides[1].allSatisfy({ isAlphanumeric($0) || ".-".utf8.contains($0) })
        else { return nil }
        self.text = text
    }

    /// In lower case, for where addresses are compared. Read first, since some of what is no ASCII has an ASCII letter as
    /// its lower case (U+212A, the Kelvin sign, has k), and would be another mailbox's address.
    package init?(inLowerCase text: String) {
        guard let address = MailAddress(text) else { return nil }
        self.text = address.text.lowercased()
    }
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: false
    }
}
