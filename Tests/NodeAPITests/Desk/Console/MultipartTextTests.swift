import NodeAPI
import Peering
import Testing

/// The texts of a form with files, as they come from whoever.
@Suite struct MultipartTextTests {
    private static let type = "multipart/form-data; boundary=x"

    private static func part(_ name: String, _ value: String, more: String = "") -> String {
        "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\(more)\r\n\r\n\(value)\r\n"
    }

    private static func file(_ name: String, _ file: String, _ value: String) -> String {
        part(name, value, more: "; filename=\"\(file)\"\r\nContent-Type: image/jpeg")
    }

    private static func read(
        _ body: String, by size: Int = .max, textBytesMax: Int = 1_024,
        without unwanted: Set<String> = []
    ) throws -> MultipartText {
        var form = try MultipartText(
            contentType: type, textBytesMax: textBytesMax, without: unwanted)
        var rest = Array(body.utf8)[...]
        while !rest.isEmpty {
            form.take(rest.prefix(size))
            rest = rest.dropFirst(min(size, rest.count))
        }
        return form
    }

    private static func texts(_ form: MultipartText) -> [String] {
        form.texts.map { "\($0.name)=\($0.text)" }
    }

    @Test("wherever a piece ends, the texts are the same, and files are named and not kept")
    func pieces() throws {
        let body =
            Self.part("form", "t0ken") + Self.part("note", "one\r\n--y two\r\n--")
            + Self.file("photo", "a \u{e9}.jpg", "\r\n--z\r\n\r\nbytes\r\n--")
            + Self.file("none", "", "") + Self.part("empty", "") + Self.part("title", "r\u{e4}id")
            + "--x--\r\n"
        for size in [1, 2, 3, 5, 7, 64, .max] {
            let form = try Self.read(body, by: size, without: ["form"])
            #expect(
                Self.texts(form) == ["note=one\r\n--y two\r\n--", "title=r\u{e4}id"], "\(size)")
            #expect(form.notKept == ["a \u{e9}.jpg"], "\(size)")
        }
    }

    @Test("texts are held up to what all may have together, and what is too long is named")
    func bounded() throws {
        let body =
            Self.part("a", String(repeating: "a", count: 6))
            + Self.part("b", String(repeating: "b", count: 5)) + Self.part("c", "cccc") + "--x--"
        for size in [1, 4, .max] {
            let form = try Self.read(body, by: size, textBytesMax: 10)
            #expect(Self.texts(form) == ["a=aaaaaa", "c=cccc"], "\(size)")
            #expect(form.notKept == ["b"], "\(size)")
        }
        // The bytes of a file count nothing.
        let files = Self.file("f", "x", String(repeating: "f", count: 5_000)) + Self.part("a", "1")
        #expect(Self.texts(try Self.read(files + "--x--", by: 9, textBytesMax: 1)) == ["a=1"])
    }

    @Test("what is malformed, or breaks off, ends it, and what came whole before is kept")
    func malformed() throws {
        let good = Self.part("note", "one")
        for (rest, expected) in [
            ("", []), ("--x", ["note=one"]), ("--xy", ["note=one"]),
            ("--x\r\nno name\r\n\r\nv\r\n--x--", ["note=one"]),
            ("--x\r\n" + String(repeating: "h", count: 3_000) + "\r\n\r\nv\r\n--x--", ["note=one"]),
            (
                Self.part("title", "two") + "--x--" + Self.part("late", "3"),
                ["note=one", "title=two"]
            ),
        ] as [(String, [String])] {
            for size in [1, .max] {
                #expect(Self.texts(try Self.read(good + rest, by: size)) == expected, "\(rest)")
            }
        }
        #expect(Self.texts(try Self.read("junk" + good + "--x--")).isEmpty)
        let many = (0...MultipartFields.partsMax).map { Self.part("n\($0)", "v") }.joined()
        #expect(try Self.read(many + "--x--").texts.count == MultipartFields.partsMax)
        #expect(throws: PeerProblem.self) {
            try MultipartText(contentType: "text/plain", textBytesMax: 9)
        }
    }

    @Test("there is room for a few forms at a time, and for fewer of one network")
    func places() {
        let places = TypedPlaces()
        for _ in 0..<TypedPlaces.ofOneNetworkMax { #expect(places.enter(from: "a")) }
        #expect(!places.enter(from: "a"))
        places.leave(from: "a")
        #expect(places.enter(from: "a"))
        var taken = TypedPlaces.ofOneNetworkMax
        while taken < TypedPlaces.atOnceMax {
            #expect(places.enter(from: "n\(taken)"))
            taken += 1
        }
        #expect(!places.enter(from: "z"))
        places.leave(from: "n\(taken - 1)")
        #expect(places.enter(from: "z"))
    }
}
