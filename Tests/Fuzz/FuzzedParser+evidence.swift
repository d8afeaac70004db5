import Replication
import TransparencyLog

extension FuzzedParser {
    private static func note(_ size: Int, _ root: String) -> String {
        """
        a.example/alliance/brand/e1
        \(size)
        \(root)

        \u{2014} a.example/alliance/brand/e1 \
        maaHQds69t0gDJobxhjfnN56YZZroovlLh7X3RcNTSiu4je25I+IDmiZ3hwuZikpuD57ndse/mwDxWVDtBuTWx4GaQg=

        """
    }

    static let evidence = [
        FuzzedParser(
            "fork-proof",
            samples: [
                """
                touchstone/fork-proof/v1
                root

                \(note(2, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="))
                \(note(2, "aSQ8c42UHV3OwOnBBEleHP2y3q4Tb2G7sJVj3mJNOFM="))
                """,
                """
                touchstone/fork-proof/v1
                prefix aSQ8c42UHV3OwOnBBEleHP2y3q4Tb2G7sJVj3mJNOFM=
                KKjoprz7tNJ+0AI1BoG7KQIUbkvKIZUqu+IffQjCUk8=

                \(note(2, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="))
                \(note(3, "aSQ8c42UHV3OwOnBBEleHP2y3q4Tb2G7sJVj3mJNOFM="))
                """,
                """
                touchstone/fork-proof/v1
                entry 0
                KKjoprz7tNJ+0AI1BoG7KQIUbkvKIZUqu+IffQjCUk8=

                aSQ8c42UHV3OwOnBBEleHP2y3q4Tb2G7sJVj3mJNOFM=
                KKjoprz7tNJ+0AI1BoG7KQIUbkvKIZUqu+IffQjCUk8=

                \(note(1, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="))
                \(note(2, "aSQ8c42UHV3OwOnBBEleHP2y3q4Tb2G7sJVj3mJNOFM="))
                """,
            ],
            words: [
                "root\n", "prefix ", "entry ", "\n\n", "\u{2014} ", "touchstone/fork-proof/v1\n",
            ]
        ) { bytes in
            do {
                let proof = try ForkProof(parsing: bytes)
                guard Array(proof.description.utf8) == bytes else {
                    throw BrokenPromise("it prints as another text")
                }
                return "\("\(proof.difference)".prefix(5)) \(proof.smaller.checkpoint.size)"
            } catch let error as TransparencyLogError {
                return error.keyword
            }
        },
        FuzzedParser(
            "evidence-answer",
            samples: [
                #"{"version":1,"token":"a-1-2","forkProofs":["x\n"],"erasures":["\u00e9"]}"#,
                #"{"version":1,"token":"a","forkProofs":[],"erasures":[]}"#,
            ],
            words: ["\"forkProofs\":", "\"erasures\":", "\\u", "[]", "\\\"", "\"token\":"]
        ) { bytes in
            do {
                let answer = try EvidenceAnswer(parsing: bytes)
                guard try EvidenceAnswer(parsing: answer.bytes) == answer else {
                    throw BrokenPromise("it prints as another answer")
                }
                return "\(answer.forkProofs.count) \(answer.erasures.count)"
            } catch let error as PeerError {
                return error.keyword
            }
        },
    ]
}
