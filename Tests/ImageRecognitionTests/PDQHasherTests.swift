import ImageRecognition
import Testing

@Suite struct PDQHasherTests {
    /// An image by a formula that `Tests/Interop/pdq_reference.py` has too: folded parabolas, other ones in each
    /// channel.
    static func pixels(_ width: Int, _ height: Int, seed: Int) -> [UInt8] {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                let (u, v) = (x * 256 / width, y * 256 / height)
                for channel in 0..<3 {
                    let sum =
                        u * u / (31 + seed + 7 * channel) + v * v / (47 - seed + 5 * channel)
                        + u * v / (23 + 3 * channel) + 40 * ((u / 32 + v / 64 + seed) % 3)
                    let folded = sum % 512
                    pixels.append(UInt8(folded < 256 ? folded : 511 - folded))
                }
            }
        }
        return pixels
    }

    struct Expected: Sendable {
        var width: Int
        var height: Int
        var seed: Int
        var quality: Int
        /// In the order of `ImageTurn`.
        var hashes: [String]
    }

    static let expectations: [Expected] = [
        .init(
            width: 100, height: 80, seed: 0, quality: 100,
            hashes: [
                "792baaba71715555bd54a3bc8e07b9d3bbf0f300203ffa78a2f07ee07240e240",
                "4ed94fa86df74629cb9465fb46df423f458cc660e4bc8247c430e1df41204cdf",
                "2c7f00102424ffffe8090916db529379eee559aa776a50d2f7a5d44aa71548ea",
                "1b8ce542b8aaec839ec14f55138ae89510d96ccab1e929ed91654b759675e675",
                "792b55457171aaaabd545c438e07c63cbbf04cff203f0587a2f0851f72401dbf",
                "087cffef24240000e801f6e9db506c86eea5a655756aaf2dd7a52bb52715b715",
                "4fd9b057edffb9d6cb941a0446dfbdc0458c399fe4bc7db8c4301e20c320b320",
                "1b8e1afdb8aa137c9ec1b0ae13aa176a10d993b5b1e9d7129965b48a9675998a",
            ]),
        .init(
            width: 640, height: 480, seed: 1, quality: 100,
            hashes: [
                "61daabae641d5d519417a7ffbc00a1fca39ce61f867f6e783ee040408e415e43",
                "4fa24febe798e5f6421bc18444fbaa7fc5886ac04538424fe5f0b21fc461c3dc",
                "358f0104314cfffbc1400d55e9550b56f6c9aca4d32ac4d26bb5eaeadb14b4e9",
                "1affe541b2dd4f5c174e6b2e11aec0d590ddc06a106de8e5b0a538b599346976",
                "61da5551641daaae94175800bc005e03a39cf9f1867fb187bee0bfbf8e41e1bc",
                "358ffefb314c0004c140f2aae955f4a9f6c9535bd32a3b2d6bb51515db144b16",
                "4fe2b055e7d81a09521b3e7b44fbd580c588953f4538bdf0e5f06de0cc613c63",
                "1af71abeb2cdb0a3174e94d111aeff2a90dd3f95106d171ab0a5e74a91349689",
            ]),
        .init(
            width: 517, height: 301, seed: 2, quality: 100,
            hashes: [
                "75b7aaaa70ae4dfc101167fdec1441ffdf80fe10983ff870faf0986098e01063",
                "428e68276658571052fe693f44c86a7f758aeae0d53f608775206adf6121f2de",
                "0161000065dfe7d64544cd57b945eb558ad5d4ba4d6ac2daafa532cacdb5bac9",
                "17fbc28d330dfdbf07afc395119dc0d5b0df404ab06aca2d2075c4753474d874",
                "55b5555530aab2a310119806ec10be00df8081ef983f978ffaf07f9f98e0ff9c",
                "0061ffff65df18a9454432a8b94514aa8ad52b454d6a3d25afa5cd35cdb54536",
                "42feb7d8e658a8ff52fe96c044c89580f58a151ff53f9f787520b720e1218d21",
                "17db3d72330d024507ab3c6a119dbf2a30dfbfb5806a35d220753f8a3474a78b",
            ]),
        .init(
            width: 129, height: 1000, seed: 3, quality: 100,
            hashes: [
                "515daaba2aaa57b7f15487bc9c0519fbfb00a01f327ff2783f60fa60f240e240",
                "4ed7676860ff64496380e9f774bf6277750076c07138a28fe560619f70206c9f",
                "045804107ffffd1da4012d76c954b357ae550ab7672a58da7e3558eaa71548ea",
                "1b82cde23daaceeb36dd435d21eac8dd2055dc6a246d8825b035cb352775c635",
                "515d55452aaaa848f15478639c07e606fb005fe2727f0d8f3f600dbff2401dbf",
                "0418ffef7fff02e28401d2c9c9504cacae55f548672aa7257235a715a715b715",
                "4ed7989768ff9bbe638c160874bf9d887500893f753cdd70e5709e6071609360",
                "1b82323d3daa311c36ddfcaa21ea37222055a795246df7dab03537ca257539ca",
            ]),
        .init(
            width: 5, height: 7, seed: 4, quality: 100,
            hashes: [
                "c1f0c4f13e0f3b0e7c1fcb72c671c3709e273c0f61d83c8d390eb48dc1f0c4f1",
                "c78738dc787cc7233cd8952a7f806ad5c03738dcc78738dc387cc7233cc8952a",
                "94a56e5b6b5a91a46b4a61d8932469dacb7296a5348d96276c5b1e2794a56e5b",
                "92d29a766d296d89698d3f8062d5c07f9562927692d69a766d296d89699d3f80",
                "c1f03b0e3e0fc4f17c1f348dc6713c8f9e27c3f061d8c372390e4b72c1f03b0e",
                "94a5b3a46b5a6e5b6b5a9e2793249625cb72695a348d69d86c5be1f894a591a4",
                "c787cf23387c38dc3cd86ad53780952ac037c723c783cf23387c38dc3cc86ad5",
                "92d26d896d299276698dc07f6ad53f8095626d8992d665896d299276699dc07f",
            ]),
        .init(
            width: 128, height: 128, seed: 9, quality: 100,
            hashes: [
                "57dd95512bdb7aba53fcc6061cff9dd07900113f797c93701960fb607120e320",
                "5555635838a72c0133bcb8ffbc1f9600fb001cc31b7f058fba60719f36405dbf",
                "07883ffb7e8ed01c06e96cae49aa377a2c55bb952c2939da4c3551ca267549aa",
                "0040c9f265f28eab46e99255e940bcaa4e55be694d2aae25ef35db356315b715",
                "575d6aae235b054553fc39f91cdf622f7900eec0797c648f1960049f71201cdf",
                "0788c0857e8eafef36e9935349aac8b52c55c46a2c29ce254e35ae352675b675",
                "45159ca730a7dbfe33acc700bc15e9ffbb00eb3c1a7ffb70ba608e603640e240",
                "1040360d65f2715466f9edaae942c355ee5549964f2b51daff3534ca671548ea",
            ]),
    ]

    @Test(
        "hashes and qualities are those of the reference for the same pixels, also of the image turned",
        arguments: expectations)
    func reference(expected: Expected) throws {
        let likeness = try ImageLikeness(
            bytes: Self.pixels(expected.width, expected.height, seed: expected.seed),
            width: expected.width, height: expected.height, channels: 3)
        #expect(likeness.quality == expected.quality)
        #expect(likeness.turned.map(\.hash.description) == expected.hashes)
        #expect(likeness.turned.map(\.turn) == ImageTurn.allCases)
        #expect(likeness.hash == likeness.turned[0].hash)
    }

    /// Of so many pixels, so that nothing is filtered: the filter reaches a pixel further to one side.
    @Test("hashes of the image turned are those of its pixels turned")
    func turned() throws {
        let side = 64
        let pixels = Self.pixels(side, side, seed: 5)
        let likeness = try ImageLikeness(bytes: pixels, width: side, height: side, channels: 3)
        func hash(_ source: (_ x: Int, _ y: Int) -> (x: Int, y: Int)) throws -> PDQHash {
            var moved: [UInt8] = []
            for y in 0..<side {
                for x in 0..<side {
                    let from = source(x, y)
                    let place = (from.y * side + from.x) * 3
                    moved += pixels[place..<place + 3]
                }
            }
            return try ImageLikeness(bytes: moved, width: side, height: side, channels: 3).hash
        }
        let last = side - 1
        for (turn, expected) in [
            (ImageTurn.original, try hash { ($0, $1) }),
            (.rotated180, try hash { (last - $0, last - $1) }),
            (.flippedVertically, try hash { ($0, last - $1) }),
            (.flippedHorizontally, try hash { (last - $0, $1) }),
            (.transposed, try hash { ($1, $0) }),
            (.transversed, try hash { (last - $1, last - $0) }),
            (.rotated90, try hash { (last - $1, $0) }),
            (.rotated270, try hash { ($1, last - $0) }),
        ] {
            let found = try #require(likeness.turned.first { $0.turn == turn }).hash
            #expect(found.distance(to: expected) <= 2, "\(turn): \(found.distance(to: expected))")
        }
    }

    @Test("rows that come alone make the hash of the image that is all there")
    func rows() throws {
        let (width, height) = (301, 517)
        let pixels = Self.pixels(width, height, seed: 2)
        let header = Array("P6\n\(width) \(height)\n255\n".utf8)
        var hasher = try PDQHasher(width: width, height: height)
        var reader = PNMReader(width: width, height: height)
        var rest = (header + pixels)[...]
        while !rest.isEmpty {
            try reader.read(rest.prefix(1_000)) { hasher.add($0) }
            rest = rest.dropFirst(1_000)
        }
        try reader.finish()
        let whole = try ImageLikeness(
            bytes: pixels, width: width, height: height, channels: 3)
        let likeness = hasher.finish()
        #expect(likeness == whole)
    }

    @Test("an image with nothing in it is dull, and one with too few pixels has no hash")
    func dull() throws {
        let grey = try ImageLikeness(
            bytes: [UInt8](repeating: 90, count: 100 * 80), width: 100, height: 80, channels: 1)
        #expect(grey.quality == 0 && grey.isDull)
        #expect(throws: ImageError.tooSmall(sideMin: 5)) {
            try ImageLikeness(
                bytes: [UInt8](repeating: 0, count: 4_000), width: 4, height: 1_000, channels: 1)
        }
        #expect(throws: ImageError.notAsDeclared) {
            try ImageLikeness(bytes: [0], width: 9, height: 9, channels: 3)
        }
    }
}
