# attack: exhaustion
# exercise: corr2d
# tries: to fill the judge's table of definitions, and its search for a misspelt name,
#   by thousands of them
# held-by: times; source is parsed in the child alone

corr2_0 = lambda: 0
corr2_1 = lambda: 0
corr2_2 = lambda: 0
corr2_3 = lambda: 0
corr2_4 = lambda: 0
corr2_5 = lambda: 0
corr2_6 = lambda: 0
corr2_7 = lambda: 0
corr2_8 = lambda: 0
corr2_9 = lambda: 0
corr2_10 = lambda: 0
corr2_11 = lambda: 0
corr2_12 = lambda: 0
corr2_13 = lambda: 0
corr2_14 = lambda: 0
corr2_15 = lambda: 0
corr2_16 = lambda: 0
corr2_17 = lambda: 0
corr2_18 = lambda: 0
corr2_19 = lambda: 0
corr2_20 = lambda: 0
corr2_21 = lambda: 0
corr2_22 = lambda: 0
corr2_23 = lambda: 0
corr2_24 = lambda: 0
corr2_25 = lambda: 0
corr2_26 = lambda: 0
corr2_27 = lambda: 0
corr2_28 = lambda: 0
corr2_29 = lambda: 0
corr2_30 = lambda: 0
corr2_31 = lambda: 0
corr2_32 = lambda: 0
corr2_33 = lambda: 0
corr2_34 = lambda: 0
corr2_35 = lambda: 0
corr2_36 = lambda: 0
corr2_37 = lambda: 0
corr2_38 = lambda: 0
corr2_39 = lambda: 0
corr2_40 = lambda: 0
corr2_41 = lambda: 0
corr2_42 = lambda: 0
corr2_43 = lambda: 0
corr2_44 = lambda: 0
corr2_45 = lambda: 0
corr2_46 = lambda: 0
corr2_47 = lambda: 0
corr2_48 = lambda: 0
corr2_49 = lambda: 0
corr2_50 = lambda: 0
corr2_51 = lambda: 0
corr2_52 = lambda: 0
corr2_53 = lambda: 0
corr2_54 = lambda: 0
corr2_55 = lambda: 0
corr2_56 = lambda: 0
corr2_57 = lambda: 0
corr2_58 = lambda: 0
corr2_59 = lambda: 0
corr2_60 = lambda: 0
corr2_61 = lambda: 0
corr2_62 = lambda: 0
corr2_63 = lambda: 0
corr2_64 = lambda: 0
corr2_65 = lambda: 0
corr2_66 = lambda: 0
corr2_67 = lambda: 0
corr2_68 = lambda: 0
corr2_69 = lambda: 0
corr2_70 = lambda: 0
corr2_71 = lambda: 0
corr2_72 = lambda: 0
corr2_73 = lambda: 0
corr2_74 = lambda: 0
corr2_75 = lambda: 0
corr2_76 = lambda: 0
corr2_77 = lambda: 0
corr2_78 = lambda: 0
corr2_79 = lambda: 0
corr2_80 = lambda: 0
corr2_81 = lambda: 0
corr2_82 = lambda: 0
corr2_83 = lambda: 0
corr2_84 = lambda: 0
corr2_85 = lambda: 0
corr2_86 = lambda: 0
corr2_87 = lambda: 0
corr2_88 = lambda: 0
corr2_89 = lambda: 0
corr2_90 = lambda: 0
corr2_91 = lambda: 0
corr2_92 = lambda: 0
corr2_93 = lambda: 0
corr2_94 = lambda: 0
corr2_95 = lambda: 0
corr2_96 = lambda: 0
corr2_97 = lambda: 0
corr2_98 = lambda: 0
corr2_99 = lambda: 0
corr2_100 = lambda: 0
corr2_101 = lambda: 0
corr2_102 = lambda: 0
corr2_103 = lambda: 0
corr2_104 = lambda: 0
corr2_105 = lambda: 0
corr2_106 = lambda: 0
corr2_107 = lambda: 0
corr2_108 = lambda: 0
corr2_109 = lambda: 0
corr2_110 = lambda: 0
corr2_111 = lambda: 0
corr2_112 = lambda: 0
corr2_113 = lambda: 0
corr2_114 = lambda: 0
corr2_115 = lambda: 0
corr2_116 = lambda: 0
corr2_117 = lambda: 0
corr2_118 = lambda: 0
corr2_119 = lambda: 0
corr2_120 = lambda: 0
corr2_121 = lambda: 0
corr2_122 = lambda: 0
corr2_123 = lambda: 0
corr2_124 = lambda: 0
corr2_125 = lambda: 0
corr2_126 = lambda: 0
corr2_127 = lambda: 0
corr2_128 = lambda: 0
corr2_129 = lambda: 0
corr2_130 = lambda: 0
corr2_131 = lambda: 0
corr2_132 = lambda: 0
corr2_133 = lambda: 0
corr2_134 = lambda: 0
corr2_135 = lambda: 0
corr2_136 = lambda: 0
corr2_137 = lambda: 0
corr2_138 = lambda: 0
corr2_139 = lambda: 0
corr2_140 = lambda: 0
corr2_141 = lambda: 0
corr2_142 = lambda: 0
corr2_143 = lambda: 0
corr2_144 = lambda: 0
corr2_145 = lambda: 0
corr2_146 = lambda: 0
corr2_147 = lambda: 0
corr2_148 = lambda: 0
corr2_149 = lambda: 0
corr2_150 = lambda: 0
corr2_151 = lambda: 0
corr2_152 = lambda: 0
corr2_153 = lambda: 0
corr2_154 = lambda: 0
corr2_155 = lambda: 0
corr2_156 = lambda: 0
corr2_157 = lambda: 0
corr2_158 = lambda: 0
corr2_159 = lambda: 0
corr2_160 = lambda: 0
corr2_161 = lambda: 0
corr2_162 = lambda: 0
corr2_163 = lambda: 0
corr2_164 = lambda: 0
corr2_165 = lambda: 0
corr2_166 = lambda: 0
corr2_167 = lambda: 0
corr2_168 = lambda: 0
corr2_169 = lambda: 0
corr2_170 = lambda: 0
corr2_171 = lambda: 0
corr2_172 = lambda: 0
corr2_173 = lambda: 0
corr2_174 = lambda: 0
corr2_175 = lambda: 0
corr2_176 = lambda: 0
corr2_177 = lambda: 0
corr2_178 = lambda: 0
corr2_179 = lambda: 0
corr2_180 = lambda: 0
corr2_181 = lambda: 0
corr2_182 = lambda: 0
corr2_183 = lambda: 0
corr2_184 = lambda: 0
corr2_185 = lambda: 0
corr2_186 = lambda: 0
corr2_187 = lambda: 0
corr2_188 = lambda: 0
corr2_189 = lambda: 0
corr2_190 = lambda: 0
corr2_191 = lambda: 0
corr2_192 = lambda: 0
corr2_193 = lambda: 0
corr2_194 = lambda: 0
corr2_195 = lambda: 0
corr2_196 = lambda: 0
corr2_197 = lambda: 0
corr2_198 = lambda: 0
corr2_199 = lambda: 0
corr2_200 = lambda: 0
corr2_201 = lambda: 0
corr2_202 = lambda: 0
corr2_203 = lambda: 0
corr2_204 = lambda: 0
corr2_205 = lambda: 0
corr2_206 = lambda: 0
corr2_207 = lambda: 0
corr2_208 = lambda: 0
corr2_209 = lambda: 0
corr2_210 = lambda: 0
corr2_211 = lambda: 0
corr2_212 = lambda: 0
corr2_213 = lambda: 0
corr2_214 = lambda: 0
corr2_215 = lambda: 0
corr2_216 = lambda: 0
corr2_217 = lambda: 0
corr2_218 = lambda: 0
corr2_219 = lambda: 0
corr2_220 = lambda: 0
corr2_221 = lambda: 0
corr2_222 = lambda: 0
corr2_223 = lambda: 0
corr2_224 = lambda: 0
corr2_225 = lambda: 0
corr2_226 = lambda: 0
corr2_227 = lambda: 0
corr2_228 = lambda: 0
corr2_229 = lambda: 0
corr2_230 = lambda: 0
corr2_231 = lambda: 0
corr2_232 = lambda: 0
corr2_233 = lambda: 0
corr2_234 = lambda: 0
corr2_235 = lambda: 0
corr2_236 = lambda: 0
corr2_237 = lambda: 0
corr2_238 = lambda: 0
corr2_239 = lambda: 0
corr2_240 = lambda: 0
corr2_241 = lambda: 0
corr2_242 = lambda: 0
corr2_243 = lambda: 0
corr2_244 = lambda: 0
corr2_245 = lambda: 0
corr2_246 = lambda: 0
corr2_247 = lambda: 0
corr2_248 = lambda: 0
corr2_249 = lambda: 0
corr2_250 = lambda: 0
corr2_251 = lambda: 0
corr2_252 = lambda: 0
corr2_253 = lambda: 0
corr2_254 = lambda: 0
corr2_255 = lambda: 0
corr2_256 = lambda: 0
corr2_257 = lambda: 0
corr2_258 = lambda: 0
corr2_259 = lambda: 0
corr2_260 = lambda: 0
corr2_261 = lambda: 0
corr2_262 = lambda: 0
corr2_263 = lambda: 0
corr2_264 = lambda: 0
corr2_265 = lambda: 0
corr2_266 = lambda: 0
corr2_267 = lambda: 0
corr2_268 = lambda: 0
corr2_269 = lambda: 0
corr2_270 = lambda: 0
corr2_271 = lambda: 0
corr2_272 = lambda: 0
corr2_273 = lambda: 0
corr2_274 = lambda: 0
corr2_275 = lambda: 0
corr2_276 = lambda: 0
corr2_277 = lambda: 0
corr2_278 = lambda: 0
corr2_279 = lambda: 0
corr2_280 = lambda: 0
corr2_281 = lambda: 0
corr2_282 = lambda: 0
corr2_283 = lambda: 0
corr2_284 = lambda: 0
corr2_285 = lambda: 0
corr2_286 = lambda: 0
corr2_287 = lambda: 0
corr2_288 = lambda: 0
corr2_289 = lambda: 0
corr2_290 = lambda: 0
corr2_291 = lambda: 0
corr2_292 = lambda: 0
corr2_293 = lambda: 0
corr2_294 = lambda: 0
corr2_295 = lambda: 0
corr2_296 = lambda: 0
corr2_297 = lambda: 0
corr2_298 = lambda: 0
corr2_299 = lambda: 0
corr2_300 = lambda: 0
corr2_301 = lambda: 0
corr2_302 = lambda: 0
corr2_303 = lambda: 0
corr2_304 = lambda: 0
corr2_305 = lambda: 0
corr2_306 = lambda: 0
corr2_307 = lambda: 0
corr2_308 = lambda: 0
corr2_309 = lambda: 0
corr2_310 = lambda: 0
corr2_311 = lambda: 0
corr2_312 = lambda: 0
corr2_313 = lambda: 0
corr2_314 = lambda: 0
corr2_315 = lambda: 0
corr2_316 = lambda: 0
corr2_317 = lambda: 0
corr2_318 = lambda: 0
corr2_319 = lambda: 0
corr2_320 = lambda: 0
corr2_321 = lambda: 0
corr2_322 = lambda: 0
corr2_323 = lambda: 0
corr2_324 = lambda: 0
corr2_325 = lambda: 0
corr2_326 = lambda: 0
corr2_327 = lambda: 0
corr2_328 = lambda: 0
corr2_329 = lambda: 0
corr2_330 = lambda: 0
corr2_331 = lambda: 0
corr2_332 = lambda: 0
corr2_333 = lambda: 0
corr2_334 = lambda: 0
corr2_335 = lambda: 0
corr2_336 = lambda: 0
corr2_337 = lambda: 0
corr2_338 = lambda: 0
corr2_339 = lambda: 0
corr2_340 = lambda: 0
corr2_341 = lambda: 0
corr2_342 = lambda: 0
corr2_343 = lambda: 0
corr2_344 = lambda: 0
corr2_345 = lambda: 0
corr2_346 = lambda: 0
corr2_347 = lambda: 0
corr2_348 = lambda: 0
corr2_349 = lambda: 0
corr2_350 = lambda: 0
corr2_351 = lambda: 0
corr2_352 = lambda: 0
corr2_353 = lambda: 0
corr2_354 = lambda: 0
corr2_355 = lambda: 0
corr2_356 = lambda: 0
corr2_357 = lambda: 0
corr2_358 = lambda: 0
corr2_359 = lambda: 0
corr2_360 = lambda: 0
corr2_361 = lambda: 0
corr2_362 = lambda: 0
corr2_363 = lambda: 0
corr2_364 = lambda: 0
corr2_365 = lambda: 0
corr2_366 = lambda: 0
corr2_367 = lambda: 0
corr2_368 = lambda: 0
corr2_369 = lambda: 0
corr2_370 = lambda: 0
corr2_371 = lambda: 0
corr2_372 = lambda: 0
corr2_373 = lambda: 0
corr2_374 = lambda: 0
corr2_375 = lambda: 0
corr2_376 = lambda: 0
corr2_377 = lambda: 0
corr2_378 = lambda: 0
corr2_379 = lambda: 0
corr2_380 = lambda: 0
corr2_381 = lambda: 0
corr2_382 = lambda: 0
corr2_383 = lambda: 0
corr2_384 = lambda: 0
corr2_385 = lambda: 0
corr2_386 = lambda: 0
corr2_387 = lambda: 0
corr2_388 = lambda: 0
corr2_389 = lambda: 0
corr2_390 = lambda: 0
corr2_391 = lambda: 0
corr2_392 = lambda: 0
corr2_393 = lambda: 0
corr2_394 = lambda: 0
corr2_395 = lambda: 0
corr2_396 = lambda: 0
corr2_397 = lambda: 0
corr2_398 = lambda: 0
corr2_399 = lambda: 0
corr2_400 = lambda: 0
corr2_401 = lambda: 0
corr2_402 = lambda: 0
corr2_403 = lambda: 0
corr2_404 = lambda: 0
corr2_405 = lambda: 0
corr2_406 = lambda: 0
corr2_407 = lambda: 0
corr2_408 = lambda: 0
corr2_409 = lambda: 0
corr2_410 = lambda: 0
corr2_411 = lambda: 0
corr2_412 = lambda: 0
corr2_413 = lambda: 0
corr2_414 = lambda: 0
corr2_415 = lambda: 0
corr2_416 = lambda: 0
corr2_417 = lambda: 0
corr2_418 = lambda: 0
corr2_419 = lambda: 0
corr2_420 = lambda: 0
corr2_421 = lambda: 0
corr2_422 = lambda: 0
corr2_423 = lambda: 0
corr2_424 = lambda: 0
corr2_425 = lambda: 0
corr2_426 = lambda: 0
corr2_427 = lambda: 0
corr2_428 = lambda: 0
corr2_429 = lambda: 0
corr2_430 = lambda: 0
corr2_431 = lambda: 0
corr2_432 = lambda: 0
corr2_433 = lambda: 0
corr2_434 = lambda: 0
corr2_435 = lambda: 0
corr2_436 = lambda: 0
corr2_437 = lambda: 0
corr2_438 = lambda: 0
corr2_439 = lambda: 0
corr2_440 = lambda: 0
corr2_441 = lambda: 0
corr2_442 = lambda: 0
corr2_443 = lambda: 0
corr2_444 = lambda: 0
corr2_445 = lambda: 0
corr2_446 = lambda: 0
corr2_447 = lambda: 0
corr2_448 = lambda: 0
corr2_449 = lambda: 0
corr2_450 = lambda: 0
corr2_451 = lambda: 0
corr2_452 = lambda: 0
corr2_453 = lambda: 0
corr2_454 = lambda: 0
corr2_455 = lambda: 0
corr2_456 = lambda: 0
corr2_457 = lambda: 0
corr2_458 = lambda: 0
corr2_459 = lambda: 0
corr2_460 = lambda: 0
corr2_461 = lambda: 0
corr2_462 = lambda: 0
corr2_463 = lambda: 0
corr2_464 = lambda: 0
corr2_465 = lambda: 0
corr2_466 = lambda: 0
corr2_467 = lambda: 0
corr2_468 = lambda: 0
corr2_469 = lambda: 0
corr2_470 = lambda: 0
corr2_471 = lambda: 0
corr2_472 = lambda: 0
corr2_473 = lambda: 0
corr2_474 = lambda: 0
corr2_475 = lambda: 0
corr2_476 = lambda: 0
corr2_477 = lambda: 0
corr2_478 = lambda: 0
corr2_479 = lambda: 0
corr2_480 = lambda: 0
corr2_481 = lambda: 0
corr2_482 = lambda: 0
corr2_483 = lambda: 0
corr2_484 = lambda: 0
corr2_485 = lambda: 0
corr2_486 = lambda: 0
corr2_487 = lambda: 0
corr2_488 = lambda: 0
corr2_489 = lambda: 0
corr2_490 = lambda: 0
corr2_491 = lambda: 0
corr2_492 = lambda: 0
corr2_493 = lambda: 0
corr2_494 = lambda: 0
corr2_495 = lambda: 0
corr2_496 = lambda: 0
corr2_497 = lambda: 0
corr2_498 = lambda: 0
corr2_499 = lambda: 0
corr2_500 = lambda: 0
corr2_501 = lambda: 0
corr2_502 = lambda: 0
corr2_503 = lambda: 0
corr2_504 = lambda: 0
corr2_505 = lambda: 0
corr2_506 = lambda: 0
corr2_507 = lambda: 0
corr2_508 = lambda: 0
corr2_509 = lambda: 0
corr2_510 = lambda: 0
corr2_511 = lambda: 0
corr2_512 = lambda: 0
corr2_513 = lambda: 0
corr2_514 = lambda: 0
corr2_515 = lambda: 0
corr2_516 = lambda: 0
corr2_517 = lambda: 0
corr2_518 = lambda: 0
corr2_519 = lambda: 0
corr2_520 = lambda: 0
corr2_521 = lambda: 0
corr2_522 = lambda: 0
corr2_523 = lambda: 0
corr2_524 = lambda: 0
corr2_525 = lambda: 0
corr2_526 = lambda: 0
corr2_527 = lambda: 0
corr2_528 = lambda: 0
corr2_529 = lambda: 0
corr2_530 = lambda: 0
corr2_531 = lambda: 0
corr2_532 = lambda: 0
corr2_533 = lambda: 0
corr2_534 = lambda: 0
corr2_535 = lambda: 0
corr2_536 = lambda: 0
corr2_537 = lambda: 0
corr2_538 = lambda: 0
corr2_539 = lambda: 0
corr2_540 = lambda: 0
corr2_541 = lambda: 0
corr2_542 = lambda: 0
corr2_543 = lambda: 0
corr2_544 = lambda: 0
corr2_545 = lambda: 0
corr2_546 = lambda: 0
corr2_547 = lambda: 0
corr2_548 = lambda: 0
corr2_549 = lambda: 0
corr2_550 = lambda: 0
corr2_551 = lambda: 0
corr2_552 = lambda: 0
corr2_553 = lambda: 0
corr2_554 = lambda: 0
corr2_555 = lambda: 0
corr2_556 = lambda: 0
corr2_557 = lambda: 0
corr2_558 = lambda: 0
corr2_559 = lambda: 0
corr2_560 = lambda: 0
corr2_561 = lambda: 0
corr2_562 = lambda: 0
corr2_563 = lambda: 0
corr2_564 = lambda: 0
corr2_565 = lambda: 0
corr2_566 = lambda: 0
corr2_567 = lambda: 0
corr2_568 = lambda: 0
corr2_569 = lambda: 0
corr2_570 = lambda: 0
corr2_571 = lambda: 0
corr2_572 = lambda: 0
corr2_573 = lambda: 0
corr2_574 = lambda: 0
corr2_575 = lambda: 0
corr2_576 = lambda: 0
corr2_577 = lambda: 0
corr2_578 = lambda: 0
corr2_579 = lambda: 0
corr2_580 = lambda: 0
corr2_581 = lambda: 0
corr2_582 = lambda: 0
corr2_583 = lambda: 0
corr2_584 = lambda: 0
corr2_585 = lambda: 0
corr2_586 = lambda: 0
corr2_587 = lambda: 0
corr2_588 = lambda: 0
corr2_589 = lambda: 0
corr2_590 = lambda: 0
corr2_591 = lambda: 0
corr2_592 = lambda: 0
corr2_593 = lambda: 0
corr2_594 = lambda: 0
corr2_595 = lambda: 0
corr2_596 = lambda: 0
corr2_597 = lambda: 0
corr2_598 = lambda: 0
corr2_599 = lambda: 0
corr2_600 = lambda: 0
corr2_601 = lambda: 0
corr2_602 = lambda: 0
corr2_603 = lambda: 0
corr2_604 = lambda: 0
corr2_605 = lambda: 0
corr2_606 = lambda: 0
corr2_607 = lambda: 0
corr2_608 = lambda: 0
corr2_609 = lambda: 0
corr2_610 = lambda: 0
corr2_611 = lambda: 0
corr2_612 = lambda: 0
corr2_613 = lambda: 0
corr2_614 = lambda: 0
corr2_615 = lambda: 0
corr2_616 = lambda: 0
corr2_617 = lambda: 0
corr2_618 = lambda: 0
corr2_619 = lambda: 0
corr2_620 = lambda: 0
corr2_621 = lambda: 0
corr2_622 = lambda: 0
corr2_623 = lambda: 0
corr2_624 = lambda: 0
corr2_625 = lambda: 0
corr2_626 = lambda: 0
corr2_627 = lambda: 0
corr2_628 = lambda: 0
corr2_629 = lambda: 0
corr2_630 = lambda: 0
corr2_631 = lambda: 0
corr2_632 = lambda: 0
corr2_633 = lambda: 0
corr2_634 = lambda: 0
corr2_635 = lambda: 0
corr2_636 = lambda: 0
corr2_637 = lambda: 0
corr2_638 = lambda: 0
corr2_639 = lambda: 0
corr2_640 = lambda: 0
corr2_641 = lambda: 0
corr2_642 = lambda: 0
corr2_643 = lambda: 0
corr2_644 = lambda: 0
corr2_645 = lambda: 0
corr2_646 = lambda: 0
corr2_647 = lambda: 0
corr2_648 = lambda: 0
corr2_649 = lambda: 0
corr2_650 = lambda: 0
corr2_651 = lambda: 0
corr2_652 = lambda: 0
corr2_653 = lambda: 0
corr2_654 = lambda: 0
corr2_655 = lambda: 0
corr2_656 = lambda: 0
corr2_657 = lambda: 0
corr2_658 = lambda: 0
corr2_659 = lambda: 0
corr2_660 = lambda: 0
corr2_661 = lambda: 0
corr2_662 = lambda: 0
corr2_663 = lambda: 0
corr2_664 = lambda: 0
corr2_665 = lambda: 0
corr2_666 = lambda: 0
corr2_667 = lambda: 0
corr2_668 = lambda: 0
corr2_669 = lambda: 0
corr2_670 = lambda: 0
corr2_671 = lambda: 0
corr2_672 = lambda: 0
corr2_673 = lambda: 0
corr2_674 = lambda: 0
corr2_675 = lambda: 0
corr2_676 = lambda: 0
corr2_677 = lambda: 0
corr2_678 = lambda: 0
corr2_679 = lambda: 0
corr2_680 = lambda: 0
corr2_681 = lambda: 0
corr2_682 = lambda: 0
corr2_683 = lambda: 0
corr2_684 = lambda: 0
corr2_685 = lambda: 0
corr2_686 = lambda: 0
corr2_687 = lambda: 0
corr2_688 = lambda: 0
corr2_689 = lambda: 0
corr2_690 = lambda: 0
corr2_691 = lambda: 0
corr2_692 = lambda: 0
corr2_693 = lambda: 0
corr2_694 = lambda: 0
corr2_695 = lambda: 0
corr2_696 = lambda: 0
corr2_697 = lambda: 0
corr2_698 = lambda: 0
corr2_699 = lambda: 0
corr2_700 = lambda: 0
corr2_701 = lambda: 0
corr2_702 = lambda: 0
corr2_703 = lambda: 0
corr2_704 = lambda: 0
corr2_705 = lambda: 0
corr2_706 = lambda: 0
corr2_707 = lambda: 0
corr2_708 = lambda: 0
corr2_709 = lambda: 0
corr2_710 = lambda: 0
corr2_711 = lambda: 0
corr2_712 = lambda: 0
corr2_713 = lambda: 0
corr2_714 = lambda: 0
corr2_715 = lambda: 0
corr2_716 = lambda: 0
corr2_717 = lambda: 0
corr2_718 = lambda: 0
corr2_719 = lambda: 0
corr2_720 = lambda: 0
corr2_721 = lambda: 0
corr2_722 = lambda: 0
corr2_723 = lambda: 0
corr2_724 = lambda: 0
corr2_725 = lambda: 0
corr2_726 = lambda: 0
corr2_727 = lambda: 0
corr2_728 = lambda: 0
corr2_729 = lambda: 0
corr2_730 = lambda: 0
corr2_731 = lambda: 0
corr2_732 = lambda: 0
corr2_733 = lambda: 0
corr2_734 = lambda: 0
corr2_735 = lambda: 0
corr2_736 = lambda: 0
corr2_737 = lambda: 0
corr2_738 = lambda: 0
corr2_739 = lambda: 0
corr2_740 = lambda: 0
corr2_741 = lambda: 0
corr2_742 = lambda: 0
corr2_743 = lambda: 0
corr2_744 = lambda: 0
corr2_745 = lambda: 0
corr2_746 = lambda: 0
corr2_747 = lambda: 0
corr2_748 = lambda: 0
corr2_749 = lambda: 0
corr2_750 = lambda: 0
corr2_751 = lambda: 0
corr2_752 = lambda: 0
corr2_753 = lambda: 0
corr2_754 = lambda: 0
corr2_755 = lambda: 0
corr2_756 = lambda: 0
corr2_757 = lambda: 0
corr2_758 = lambda: 0
corr2_759 = lambda: 0
corr2_760 = lambda: 0
corr2_761 = lambda: 0
corr2_762 = lambda: 0
corr2_763 = lambda: 0
corr2_764 = lambda: 0
corr2_765 = lambda: 0
corr2_766 = lambda: 0
corr2_767 = lambda: 0
corr2_768 = lambda: 0
corr2_769 = lambda: 0
corr2_770 = lambda: 0
corr2_771 = lambda: 0
corr2_772 = lambda: 0
corr2_773 = lambda: 0
corr2_774 = lambda: 0
corr2_775 = lambda: 0
corr2_776 = lambda: 0
corr2_777 = lambda: 0
corr2_778 = lambda: 0
corr2_779 = lambda: 0
corr2_780 = lambda: 0
corr2_781 = lambda: 0
corr2_782 = lambda: 0
corr2_783 = lambda: 0
corr2_784 = lambda: 0
corr2_785 = lambda: 0
corr2_786 = lambda: 0
corr2_787 = lambda: 0
corr2_788 = lambda: 0
corr2_789 = lambda: 0
corr2_790 = lambda: 0
corr2_791 = lambda: 0
corr2_792 = lambda: 0
corr2_793 = lambda: 0
corr2_794 = lambda: 0
corr2_795 = lambda: 0
corr2_796 = lambda: 0
corr2_797 = lambda: 0
corr2_798 = lambda: 0
corr2_799 = lambda: 0
corr2_800 = lambda: 0
corr2_801 = lambda: 0
corr2_802 = lambda: 0
corr2_803 = lambda: 0
corr2_804 = lambda: 0
corr2_805 = lambda: 0
corr2_806 = lambda: 0
corr2_807 = lambda: 0
corr2_808 = lambda: 0
corr2_809 = lambda: 0
corr2_810 = lambda: 0
corr2_811 = lambda: 0
corr2_812 = lambda: 0
corr2_813 = lambda: 0
corr2_814 = lambda: 0
corr2_815 = lambda: 0
corr2_816 = lambda: 0
corr2_817 = lambda: 0
corr2_818 = lambda: 0
corr2_819 = lambda: 0
corr2_820 = lambda: 0
corr2_821 = lambda: 0
corr2_822 = lambda: 0
corr2_823 = lambda: 0
corr2_824 = lambda: 0
corr2_825 = lambda: 0
corr2_826 = lambda: 0
corr2_827 = lambda: 0
corr2_828 = lambda: 0
corr2_829 = lambda: 0
corr2_830 = lambda: 0
corr2_831 = lambda: 0
corr2_832 = lambda: 0
corr2_833 = lambda: 0
corr2_834 = lambda: 0
corr2_835 = lambda: 0
corr2_836 = lambda: 0
corr2_837 = lambda: 0
corr2_838 = lambda: 0
corr2_839 = lambda: 0
corr2_840 = lambda: 0
corr2_841 = lambda: 0
corr2_842 = lambda: 0
corr2_843 = lambda: 0
corr2_844 = lambda: 0
corr2_845 = lambda: 0
corr2_846 = lambda: 0
corr2_847 = lambda: 0
corr2_848 = lambda: 0
corr2_849 = lambda: 0
corr2_850 = lambda: 0
corr2_851 = lambda: 0
corr2_852 = lambda: 0
corr2_853 = lambda: 0
corr2_854 = lambda: 0
corr2_855 = lambda: 0
corr2_856 = lambda: 0
corr2_857 = lambda: 0
corr2_858 = lambda: 0
corr2_859 = lambda: 0
corr2_860 = lambda: 0
corr2_861 = lambda: 0
corr2_862 = lambda: 0
corr2_863 = lambda: 0
corr2_864 = lambda: 0
corr2_865 = lambda: 0
corr2_866 = lambda: 0
corr2_867 = lambda: 0
corr2_868 = lambda: 0
corr2_869 = lambda: 0
corr2_870 = lambda: 0
corr2_871 = lambda: 0
corr2_872 = lambda: 0
corr2_873 = lambda: 0
corr2_874 = lambda: 0
corr2_875 = lambda: 0
corr2_876 = lambda: 0
corr2_877 = lambda: 0
corr2_878 = lambda: 0
corr2_879 = lambda: 0
corr2_880 = lambda: 0
corr2_881 = lambda: 0
corr2_882 = lambda: 0
corr2_883 = lambda: 0
corr2_884 = lambda: 0
corr2_885 = lambda: 0
corr2_886 = lambda: 0
corr2_887 = lambda: 0
corr2_888 = lambda: 0
corr2_889 = lambda: 0
corr2_890 = lambda: 0
corr2_891 = lambda: 0
corr2_892 = lambda: 0
corr2_893 = lambda: 0
corr2_894 = lambda: 0
corr2_895 = lambda: 0
corr2_896 = lambda: 0
corr2_897 = lambda: 0
corr2_898 = lambda: 0
corr2_899 = lambda: 0
corr2_900 = lambda: 0
corr2_901 = lambda: 0
corr2_902 = lambda: 0
corr2_903 = lambda: 0
corr2_904 = lambda: 0
corr2_905 = lambda: 0
corr2_906 = lambda: 0
corr2_907 = lambda: 0
corr2_908 = lambda: 0
corr2_909 = lambda: 0
corr2_910 = lambda: 0
corr2_911 = lambda: 0
corr2_912 = lambda: 0
corr2_913 = lambda: 0
corr2_914 = lambda: 0
corr2_915 = lambda: 0
corr2_916 = lambda: 0
corr2_917 = lambda: 0
corr2_918 = lambda: 0
corr2_919 = lambda: 0
corr2_920 = lambda: 0
corr2_921 = lambda: 0
corr2_922 = lambda: 0
corr2_923 = lambda: 0
corr2_924 = lambda: 0
corr2_925 = lambda: 0
corr2_926 = lambda: 0
corr2_927 = lambda: 0
corr2_928 = lambda: 0
corr2_929 = lambda: 0
corr2_930 = lambda: 0
corr2_931 = lambda: 0
corr2_932 = lambda: 0
corr2_933 = lambda: 0
corr2_934 = lambda: 0
corr2_935 = lambda: 0
corr2_936 = lambda: 0
corr2_937 = lambda: 0
corr2_938 = lambda: 0
corr2_939 = lambda: 0
corr2_940 = lambda: 0
corr2_941 = lambda: 0
corr2_942 = lambda: 0
corr2_943 = lambda: 0
corr2_944 = lambda: 0
corr2_945 = lambda: 0
corr2_946 = lambda: 0
corr2_947 = lambda: 0
corr2_948 = lambda: 0
corr2_949 = lambda: 0
corr2_950 = lambda: 0
corr2_951 = lambda: 0
corr2_952 = lambda: 0
corr2_953 = lambda: 0
corr2_954 = lambda: 0
corr2_955 = lambda: 0
corr2_956 = lambda: 0
corr2_957 = lambda: 0
corr2_958 = lambda: 0
corr2_959 = lambda: 0
corr2_960 = lambda: 0
corr2_961 = lambda: 0
corr2_962 = lambda: 0
corr2_963 = lambda: 0
corr2_964 = lambda: 0
corr2_965 = lambda: 0
corr2_966 = lambda: 0
corr2_967 = lambda: 0
corr2_968 = lambda: 0
corr2_969 = lambda: 0
corr2_970 = lambda: 0
corr2_971 = lambda: 0
corr2_972 = lambda: 0
corr2_973 = lambda: 0
corr2_974 = lambda: 0
corr2_975 = lambda: 0
corr2_976 = lambda: 0
corr2_977 = lambda: 0
corr2_978 = lambda: 0
corr2_979 = lambda: 0
corr2_980 = lambda: 0
corr2_981 = lambda: 0
corr2_982 = lambda: 0
corr2_983 = lambda: 0
corr2_984 = lambda: 0
corr2_985 = lambda: 0
corr2_986 = lambda: 0
corr2_987 = lambda: 0
corr2_988 = lambda: 0
corr2_989 = lambda: 0
corr2_990 = lambda: 0
corr2_991 = lambda: 0
corr2_992 = lambda: 0
corr2_993 = lambda: 0
corr2_994 = lambda: 0
corr2_995 = lambda: 0
corr2_996 = lambda: 0
corr2_997 = lambda: 0
corr2_998 = lambda: 0
corr2_999 = lambda: 0
corr2_1000 = lambda: 0
corr2_1001 = lambda: 0
corr2_1002 = lambda: 0
corr2_1003 = lambda: 0
corr2_1004 = lambda: 0
corr2_1005 = lambda: 0
corr2_1006 = lambda: 0
corr2_1007 = lambda: 0
corr2_1008 = lambda: 0
corr2_1009 = lambda: 0
corr2_1010 = lambda: 0
corr2_1011 = lambda: 0
corr2_1012 = lambda: 0
corr2_1013 = lambda: 0
corr2_1014 = lambda: 0
corr2_1015 = lambda: 0
corr2_1016 = lambda: 0
corr2_1017 = lambda: 0
corr2_1018 = lambda: 0
corr2_1019 = lambda: 0
corr2_1020 = lambda: 0
corr2_1021 = lambda: 0
corr2_1022 = lambda: 0
corr2_1023 = lambda: 0
corr2_1024 = lambda: 0
corr2_1025 = lambda: 0
corr2_1026 = lambda: 0
corr2_1027 = lambda: 0
corr2_1028 = lambda: 0
corr2_1029 = lambda: 0
corr2_1030 = lambda: 0
corr2_1031 = lambda: 0
corr2_1032 = lambda: 0
corr2_1033 = lambda: 0
corr2_1034 = lambda: 0
corr2_1035 = lambda: 0
corr2_1036 = lambda: 0
corr2_1037 = lambda: 0
corr2_1038 = lambda: 0
corr2_1039 = lambda: 0
corr2_1040 = lambda: 0
corr2_1041 = lambda: 0
corr2_1042 = lambda: 0
corr2_1043 = lambda: 0
corr2_1044 = lambda: 0
corr2_1045 = lambda: 0
corr2_1046 = lambda: 0
corr2_1047 = lambda: 0
corr2_1048 = lambda: 0
corr2_1049 = lambda: 0
corr2_1050 = lambda: 0
corr2_1051 = lambda: 0
corr2_1052 = lambda: 0
corr2_1053 = lambda: 0
corr2_1054 = lambda: 0
corr2_1055 = lambda: 0
corr2_1056 = lambda: 0
corr2_1057 = lambda: 0
corr2_1058 = lambda: 0
corr2_1059 = lambda: 0
corr2_1060 = lambda: 0
corr2_1061 = lambda: 0
corr2_1062 = lambda: 0
corr2_1063 = lambda: 0
corr2_1064 = lambda: 0
corr2_1065 = lambda: 0
corr2_1066 = lambda: 0
corr2_1067 = lambda: 0
corr2_1068 = lambda: 0
corr2_1069 = lambda: 0
corr2_1070 = lambda: 0
corr2_1071 = lambda: 0
corr2_1072 = lambda: 0
corr2_1073 = lambda: 0
corr2_1074 = lambda: 0
corr2_1075 = lambda: 0
corr2_1076 = lambda: 0
corr2_1077 = lambda: 0
corr2_1078 = lambda: 0
corr2_1079 = lambda: 0
corr2_1080 = lambda: 0
corr2_1081 = lambda: 0
corr2_1082 = lambda: 0
corr2_1083 = lambda: 0
corr2_1084 = lambda: 0
corr2_1085 = lambda: 0
corr2_1086 = lambda: 0
corr2_1087 = lambda: 0
corr2_1088 = lambda: 0
corr2_1089 = lambda: 0
corr2_1090 = lambda: 0
corr2_1091 = lambda: 0
corr2_1092 = lambda: 0
corr2_1093 = lambda: 0
corr2_1094 = lambda: 0
corr2_1095 = lambda: 0
corr2_1096 = lambda: 0
corr2_1097 = lambda: 0
corr2_1098 = lambda: 0
corr2_1099 = lambda: 0
corr2_1100 = lambda: 0
corr2_1101 = lambda: 0
corr2_1102 = lambda: 0
corr2_1103 = lambda: 0
corr2_1104 = lambda: 0
corr2_1105 = lambda: 0
corr2_1106 = lambda: 0
corr2_1107 = lambda: 0
corr2_1108 = lambda: 0
corr2_1109 = lambda: 0
corr2_1110 = lambda: 0
corr2_1111 = lambda: 0
corr2_1112 = lambda: 0
corr2_1113 = lambda: 0
corr2_1114 = lambda: 0
corr2_1115 = lambda: 0
corr2_1116 = lambda: 0
corr2_1117 = lambda: 0
corr2_1118 = lambda: 0
corr2_1119 = lambda: 0
corr2_1120 = lambda: 0
corr2_1121 = lambda: 0
corr2_1122 = lambda: 0
corr2_1123 = lambda: 0
corr2_1124 = lambda: 0
corr2_1125 = lambda: 0
corr2_1126 = lambda: 0
corr2_1127 = lambda: 0
corr2_1128 = lambda: 0
corr2_1129 = lambda: 0
corr2_1130 = lambda: 0
corr2_1131 = lambda: 0
corr2_1132 = lambda: 0
corr2_1133 = lambda: 0
corr2_1134 = lambda: 0
corr2_1135 = lambda: 0
corr2_1136 = lambda: 0
corr2_1137 = lambda: 0
corr2_1138 = lambda: 0
corr2_1139 = lambda: 0
corr2_1140 = lambda: 0
corr2_1141 = lambda: 0
corr2_1142 = lambda: 0
corr2_1143 = lambda: 0
corr2_1144 = lambda: 0
corr2_1145 = lambda: 0
corr2_1146 = lambda: 0
corr2_1147 = lambda: 0
corr2_1148 = lambda: 0
corr2_1149 = lambda: 0
corr2_1150 = lambda: 0
corr2_1151 = lambda: 0
corr2_1152 = lambda: 0
corr2_1153 = lambda: 0
corr2_1154 = lambda: 0
corr2_1155 = lambda: 0
corr2_1156 = lambda: 0
corr2_1157 = lambda: 0
corr2_1158 = lambda: 0
corr2_1159 = lambda: 0
corr2_1160 = lambda: 0
corr2_1161 = lambda: 0
corr2_1162 = lambda: 0
corr2_1163 = lambda: 0
corr2_1164 = lambda: 0
corr2_1165 = lambda: 0
corr2_1166 = lambda: 0
corr2_1167 = lambda: 0
corr2_1168 = lambda: 0
corr2_1169 = lambda: 0
corr2_1170 = lambda: 0
corr2_1171 = lambda: 0
corr2_1172 = lambda: 0
corr2_1173 = lambda: 0
corr2_1174 = lambda: 0
corr2_1175 = lambda: 0
corr2_1176 = lambda: 0
corr2_1177 = lambda: 0
corr2_1178 = lambda: 0
corr2_1179 = lambda: 0
corr2_1180 = lambda: 0
corr2_1181 = lambda: 0
corr2_1182 = lambda: 0
corr2_1183 = lambda: 0
corr2_1184 = lambda: 0
corr2_1185 = lambda: 0
corr2_1186 = lambda: 0
corr2_1187 = lambda: 0
corr2_1188 = lambda: 0
corr2_1189 = lambda: 0
corr2_1190 = lambda: 0
corr2_1191 = lambda: 0
corr2_1192 = lambda: 0
corr2_1193 = lambda: 0
corr2_1194 = lambda: 0
corr2_1195 = lambda: 0
corr2_1196 = lambda: 0
corr2_1197 = lambda: 0
corr2_1198 = lambda: 0
corr2_1199 = lambda: 0
def corr2d0(): pass
def corr2d1(): pass
def corr2d2(): pass
def corr2d3(): pass
def corr2d4(): pass
def corr2d5(): pass
def corr2d6(): pass
def corr2d7(): pass
def corr2d8(): pass
def corr2d9(): pass
def corr2d10(): pass
def corr2d11(): pass
def corr2d12(): pass
def corr2d13(): pass
def corr2d14(): pass
def corr2d15(): pass
def corr2d16(): pass
def corr2d17(): pass
def corr2d18(): pass
def corr2d19(): pass
def corr2d20(): pass
def corr2d21(): pass
def corr2d22(): pass
def corr2d23(): pass
def corr2d24(): pass
def corr2d25(): pass
def corr2d26(): pass
def corr2d27(): pass
def corr2d28(): pass
def corr2d29(): pass
def corr2d30(): pass
def corr2d31(): pass
def corr2d32(): pass
def corr2d33(): pass
def corr2d34(): pass
def corr2d35(): pass
def corr2d36(): pass
def corr2d37(): pass
def corr2d38(): pass
def corr2d39(): pass
def corr2d40(): pass
def corr2d41(): pass
def corr2d42(): pass
def corr2d43(): pass
def corr2d44(): pass
def corr2d45(): pass
def corr2d46(): pass
def corr2d47(): pass
def corr2d48(): pass
def corr2d49(): pass
def corr2d50(): pass
def corr2d51(): pass
def corr2d52(): pass
def corr2d53(): pass
def corr2d54(): pass
def corr2d55(): pass
def corr2d56(): pass
def corr2d57(): pass
def corr2d58(): pass
def corr2d59(): pass
def corr2d60(): pass
def corr2d61(): pass
def corr2d62(): pass
def corr2d63(): pass
def corr2d64(): pass
def corr2d65(): pass
def corr2d66(): pass
def corr2d67(): pass
def corr2d68(): pass
def corr2d69(): pass
def corr2d70(): pass
def corr2d71(): pass
def corr2d72(): pass
def corr2d73(): pass
def corr2d74(): pass
def corr2d75(): pass
def corr2d76(): pass
def corr2d77(): pass
def corr2d78(): pass
def corr2d79(): pass
def corr2d80(): pass
def corr2d81(): pass
def corr2d82(): pass
def corr2d83(): pass
def corr2d84(): pass
def corr2d85(): pass
def corr2d86(): pass
def corr2d87(): pass
def corr2d88(): pass
def corr2d89(): pass
def corr2d90(): pass
def corr2d91(): pass
def corr2d92(): pass
def corr2d93(): pass
def corr2d94(): pass
def corr2d95(): pass
def corr2d96(): pass
def corr2d97(): pass
def corr2d98(): pass
def corr2d99(): pass
def corr2d100(): pass
def corr2d101(): pass
def corr2d102(): pass
def corr2d103(): pass
def corr2d104(): pass
def corr2d105(): pass
def corr2d106(): pass
def corr2d107(): pass
def corr2d108(): pass
def corr2d109(): pass
def corr2d110(): pass
def corr2d111(): pass
def corr2d112(): pass
def corr2d113(): pass
def corr2d114(): pass
def corr2d115(): pass
def corr2d116(): pass
def corr2d117(): pass
def corr2d118(): pass
def corr2d119(): pass
def corr2d120(): pass
def corr2d121(): pass
def corr2d122(): pass
def corr2d123(): pass
def corr2d124(): pass
def corr2d125(): pass
def corr2d126(): pass
def corr2d127(): pass
def corr2d128(): pass
def corr2d129(): pass
def corr2d130(): pass
def corr2d131(): pass
def corr2d132(): pass
def corr2d133(): pass
def corr2d134(): pass
def corr2d135(): pass
def corr2d136(): pass
def corr2d137(): pass
def corr2d138(): pass
def corr2d139(): pass
def corr2d140(): pass
def corr2d141(): pass
def corr2d142(): pass
def corr2d143(): pass
def corr2d144(): pass
def corr2d145(): pass
def corr2d146(): pass
def corr2d147(): pass
def corr2d148(): pass
def corr2d149(): pass
def corr2d150(): pass
def corr2d151(): pass
def corr2d152(): pass
def corr2d153(): pass
def corr2d154(): pass
def corr2d155(): pass
def corr2d156(): pass
def corr2d157(): pass
def corr2d158(): pass
def corr2d159(): pass
def corr2d160(): pass
def corr2d161(): pass
def corr2d162(): pass
def corr2d163(): pass
def corr2d164(): pass
def corr2d165(): pass
def corr2d166(): pass
def corr2d167(): pass
def corr2d168(): pass
def corr2d169(): pass
def corr2d170(): pass
def corr2d171(): pass
def corr2d172(): pass
def corr2d173(): pass
def corr2d174(): pass
def corr2d175(): pass
def corr2d176(): pass
def corr2d177(): pass
def corr2d178(): pass
def corr2d179(): pass
def corr2d180(): pass
def corr2d181(): pass
def corr2d182(): pass
def corr2d183(): pass
def corr2d184(): pass
def corr2d185(): pass
def corr2d186(): pass
def corr2d187(): pass
def corr2d188(): pass
def corr2d189(): pass
def corr2d190(): pass
def corr2d191(): pass
def corr2d192(): pass
def corr2d193(): pass
def corr2d194(): pass
def corr2d195(): pass
def corr2d196(): pass
def corr2d197(): pass
def corr2d198(): pass
def corr2d199(): pass
def corr2d200(): pass
def corr2d201(): pass
def corr2d202(): pass
def corr2d203(): pass
def corr2d204(): pass
def corr2d205(): pass
def corr2d206(): pass
def corr2d207(): pass
def corr2d208(): pass
def corr2d209(): pass
def corr2d210(): pass
def corr2d211(): pass
def corr2d212(): pass
def corr2d213(): pass
def corr2d214(): pass
def corr2d215(): pass
def corr2d216(): pass
def corr2d217(): pass
def corr2d218(): pass
def corr2d219(): pass
def corr2d220(): pass
def corr2d221(): pass
def corr2d222(): pass
def corr2d223(): pass
def corr2d224(): pass
def corr2d225(): pass
def corr2d226(): pass
def corr2d227(): pass
def corr2d228(): pass
def corr2d229(): pass
def corr2d230(): pass
def corr2d231(): pass
def corr2d232(): pass
def corr2d233(): pass
def corr2d234(): pass
def corr2d235(): pass
def corr2d236(): pass
def corr2d237(): pass
def corr2d238(): pass
def corr2d239(): pass
def corr2d240(): pass
def corr2d241(): pass
def corr2d242(): pass
def corr2d243(): pass
def corr2d244(): pass
def corr2d245(): pass
def corr2d246(): pass
def corr2d247(): pass
def corr2d248(): pass
def corr2d249(): pass
def corr2d250(): pass
def corr2d251(): pass
def corr2d252(): pass
def corr2d253(): pass
def corr2d254(): pass
def corr2d255(): pass
def corr2d256(): pass
def corr2d257(): pass
def corr2d258(): pass
def corr2d259(): pass
def corr2d260(): pass
def corr2d261(): pass
def corr2d262(): pass
def corr2d263(): pass
def corr2d264(): pass
def corr2d265(): pass
def corr2d266(): pass
def corr2d267(): pass
def corr2d268(): pass
def corr2d269(): pass
def corr2d270(): pass
def corr2d271(): pass
def corr2d272(): pass
def corr2d273(): pass
def corr2d274(): pass
def corr2d275(): pass
def corr2d276(): pass
def corr2d277(): pass
def corr2d278(): pass
def corr2d279(): pass
def corr2d280(): pass
def corr2d281(): pass
def corr2d282(): pass
def corr2d283(): pass
def corr2d284(): pass
def corr2d285(): pass
def corr2d286(): pass
def corr2d287(): pass
def corr2d288(): pass
def corr2d289(): pass
def corr2d290(): pass
def corr2d291(): pass
def corr2d292(): pass
def corr2d293(): pass
def corr2d294(): pass
def corr2d295(): pass
def corr2d296(): pass
def corr2d297(): pass
def corr2d298(): pass
def corr2d299(): pass
def corr2d300(): pass
def corr2d301(): pass
def corr2d302(): pass
def corr2d303(): pass
def corr2d304(): pass
def corr2d305(): pass
def corr2d306(): pass
def corr2d307(): pass
def corr2d308(): pass
def corr2d309(): pass
def corr2d310(): pass
def corr2d311(): pass
def corr2d312(): pass
def corr2d313(): pass
def corr2d314(): pass
def corr2d315(): pass
def corr2d316(): pass
def corr2d317(): pass
def corr2d318(): pass
def corr2d319(): pass
def corr2d320(): pass
def corr2d321(): pass
def corr2d322(): pass
def corr2d323(): pass
def corr2d324(): pass
def corr2d325(): pass
def corr2d326(): pass
def corr2d327(): pass
def corr2d328(): pass
def corr2d329(): pass
def corr2d330(): pass
def corr2d331(): pass
def corr2d332(): pass
def corr2d333(): pass
def corr2d334(): pass
def corr2d335(): pass
def corr2d336(): pass
def corr2d337(): pass
def corr2d338(): pass
def corr2d339(): pass
def corr2d340(): pass
def corr2d341(): pass
def corr2d342(): pass
def corr2d343(): pass
def corr2d344(): pass
def corr2d345(): pass
def corr2d346(): pass
def corr2d347(): pass
def corr2d348(): pass
def corr2d349(): pass
def corr2d350(): pass
def corr2d351(): pass
def corr2d352(): pass
def corr2d353(): pass
def corr2d354(): pass
def corr2d355(): pass
def corr2d356(): pass
def corr2d357(): pass
def corr2d358(): pass
def corr2d359(): pass
def corr2d360(): pass
def corr2d361(): pass
def corr2d362(): pass
def corr2d363(): pass
def corr2d364(): pass
def corr2d365(): pass
def corr2d366(): pass
def corr2d367(): pass
def corr2d368(): pass
def corr2d369(): pass
def corr2d370(): pass
def corr2d371(): pass
def corr2d372(): pass
def corr2d373(): pass
def corr2d374(): pass
def corr2d375(): pass
def corr2d376(): pass
def corr2d377(): pass
def corr2d378(): pass
def corr2d379(): pass
def corr2d380(): pass
def corr2d381(): pass
def corr2d382(): pass
def corr2d383(): pass
def corr2d384(): pass
def corr2d385(): pass
def corr2d386(): pass
def corr2d387(): pass
def corr2d388(): pass
def corr2d389(): pass
def corr2d390(): pass
def corr2d391(): pass
def corr2d392(): pass
def corr2d393(): pass
def corr2d394(): pass
def corr2d395(): pass
def corr2d396(): pass
def corr2d397(): pass
def corr2d398(): pass
def corr2d399(): pass
def corr2d400(): pass
def corr2d401(): pass
def corr2d402(): pass
def corr2d403(): pass
def corr2d404(): pass
def corr2d405(): pass
def corr2d406(): pass
def corr2d407(): pass
def corr2d408(): pass
def corr2d409(): pass
def corr2d410(): pass
def corr2d411(): pass
def corr2d412(): pass
def corr2d413(): pass
def corr2d414(): pass
def corr2d415(): pass
def corr2d416(): pass
def corr2d417(): pass
def corr2d418(): pass
def corr2d419(): pass
def corr2d420(): pass
def corr2d421(): pass
def corr2d422(): pass
def corr2d423(): pass
def corr2d424(): pass
def corr2d425(): pass
def corr2d426(): pass
def corr2d427(): pass
def corr2d428(): pass
def corr2d429(): pass
def corr2d430(): pass
def corr2d431(): pass
def corr2d432(): pass
def corr2d433(): pass
def corr2d434(): pass
def corr2d435(): pass
def corr2d436(): pass
def corr2d437(): pass
def corr2d438(): pass
def corr2d439(): pass
def corr2d440(): pass
def corr2d441(): pass
def corr2d442(): pass
def corr2d443(): pass
def corr2d444(): pass
def corr2d445(): pass
def corr2d446(): pass
def corr2d447(): pass
def corr2d448(): pass
def corr2d449(): pass
def corr2d450(): pass
def corr2d451(): pass
def corr2d452(): pass
def corr2d453(): pass
def corr2d454(): pass
def corr2d455(): pass
def corr2d456(): pass
def corr2d457(): pass
def corr2d458(): pass
def corr2d459(): pass
def corr2d460(): pass
def corr2d461(): pass
def corr2d462(): pass
def corr2d463(): pass
def corr2d464(): pass
def corr2d465(): pass
def corr2d466(): pass
def corr2d467(): pass
def corr2d468(): pass
def corr2d469(): pass
def corr2d470(): pass
def corr2d471(): pass
def corr2d472(): pass
def corr2d473(): pass
def corr2d474(): pass
def corr2d475(): pass
def corr2d476(): pass
def corr2d477(): pass
def corr2d478(): pass
def corr2d479(): pass
def corr2d480(): pass
def corr2d481(): pass
def corr2d482(): pass
def corr2d483(): pass
def corr2d484(): pass
def corr2d485(): pass
def corr2d486(): pass
def corr2d487(): pass
def corr2d488(): pass
def corr2d489(): pass
def corr2d490(): pass
def corr2d491(): pass
def corr2d492(): pass
def corr2d493(): pass
def corr2d494(): pass
def corr2d495(): pass
def corr2d496(): pass
def corr2d497(): pass
def corr2d498(): pass
def corr2d499(): pass
def corr2d500(): pass
def corr2d501(): pass
def corr2d502(): pass
def corr2d503(): pass
def corr2d504(): pass
def corr2d505(): pass
def corr2d506(): pass
def corr2d507(): pass
def corr2d508(): pass
def corr2d509(): pass
def corr2d510(): pass
def corr2d511(): pass
def corr2d512(): pass
def corr2d513(): pass
def corr2d514(): pass
def corr2d515(): pass
def corr2d516(): pass
def corr2d517(): pass
def corr2d518(): pass
def corr2d519(): pass
def corr2d520(): pass
def corr2d521(): pass
def corr2d522(): pass
def corr2d523(): pass
def corr2d524(): pass
def corr2d525(): pass
def corr2d526(): pass
def corr2d527(): pass
def corr2d528(): pass
def corr2d529(): pass
def corr2d530(): pass
def corr2d531(): pass
def corr2d532(): pass
def corr2d533(): pass
def corr2d534(): pass
def corr2d535(): pass
def corr2d536(): pass
def corr2d537(): pass
def corr2d538(): pass
def corr2d539(): pass
def corr2d540(): pass
def corr2d541(): pass
def corr2d542(): pass
def corr2d543(): pass
def corr2d544(): pass
def corr2d545(): pass
def corr2d546(): pass
def corr2d547(): pass
def corr2d548(): pass
def corr2d549(): pass
def corr2d550(): pass
def corr2d551(): pass
def corr2d552(): pass
def corr2d553(): pass
def corr2d554(): pass
def corr2d555(): pass
def corr2d556(): pass
def corr2d557(): pass
def corr2d558(): pass
def corr2d559(): pass
def corr2d560(): pass
def corr2d561(): pass
def corr2d562(): pass
def corr2d563(): pass
def corr2d564(): pass
def corr2d565(): pass
def corr2d566(): pass
def corr2d567(): pass
def corr2d568(): pass
def corr2d569(): pass
def corr2d570(): pass
def corr2d571(): pass
def corr2d572(): pass
def corr2d573(): pass
def corr2d574(): pass
def corr2d575(): pass
def corr2d576(): pass
def corr2d577(): pass
def corr2d578(): pass
def corr2d579(): pass
def corr2d580(): pass
def corr2d581(): pass
def corr2d582(): pass
def corr2d583(): pass
def corr2d584(): pass
def corr2d585(): pass
def corr2d586(): pass
def corr2d587(): pass
def corr2d588(): pass
def corr2d589(): pass
def corr2d590(): pass
def corr2d591(): pass
def corr2d592(): pass
def corr2d593(): pass
def corr2d594(): pass
def corr2d595(): pass
def corr2d596(): pass
def corr2d597(): pass
def corr2d598(): pass
def corr2d599(): pass
def corr2d600(): pass
def corr2d601(): pass
def corr2d602(): pass
def corr2d603(): pass
def corr2d604(): pass
def corr2d605(): pass
def corr2d606(): pass
def corr2d607(): pass
def corr2d608(): pass
def corr2d609(): pass
def corr2d610(): pass
def corr2d611(): pass
def corr2d612(): pass
def corr2d613(): pass
def corr2d614(): pass
def corr2d615(): pass
def corr2d616(): pass
def corr2d617(): pass
def corr2d618(): pass
def corr2d619(): pass
def corr2d620(): pass
def corr2d621(): pass
def corr2d622(): pass
def corr2d623(): pass
def corr2d624(): pass
def corr2d625(): pass
def corr2d626(): pass
def corr2d627(): pass
def corr2d628(): pass
def corr2d629(): pass
def corr2d630(): pass
def corr2d631(): pass
def corr2d632(): pass
def corr2d633(): pass
def corr2d634(): pass
def corr2d635(): pass
def corr2d636(): pass
def corr2d637(): pass
def corr2d638(): pass
def corr2d639(): pass
def corr2d640(): pass
def corr2d641(): pass
def corr2d642(): pass
def corr2d643(): pass
def corr2d644(): pass
def corr2d645(): pass
def corr2d646(): pass
def corr2d647(): pass
def corr2d648(): pass
def corr2d649(): pass
def corr2d650(): pass
def corr2d651(): pass
def corr2d652(): pass
def corr2d653(): pass
def corr2d654(): pass
def corr2d655(): pass
def corr2d656(): pass
def corr2d657(): pass
def corr2d658(): pass
def corr2d659(): pass
def corr2d660(): pass
def corr2d661(): pass
def corr2d662(): pass
def corr2d663(): pass
def corr2d664(): pass
def corr2d665(): pass
def corr2d666(): pass
def corr2d667(): pass
def corr2d668(): pass
def corr2d669(): pass
def corr2d670(): pass
def corr2d671(): pass
def corr2d672(): pass
def corr2d673(): pass
def corr2d674(): pass
def corr2d675(): pass
def corr2d676(): pass
def corr2d677(): pass
def corr2d678(): pass
def corr2d679(): pass
def corr2d680(): pass
def corr2d681(): pass
def corr2d682(): pass
def corr2d683(): pass
def corr2d684(): pass
def corr2d685(): pass
def corr2d686(): pass
def corr2d687(): pass
def corr2d688(): pass
def corr2d689(): pass
def corr2d690(): pass
def corr2d691(): pass
def corr2d692(): pass
def corr2d693(): pass
def corr2d694(): pass
def corr2d695(): pass
def corr2d696(): pass
def corr2d697(): pass
def corr2d698(): pass
def corr2d699(): pass
def corr2d700(): pass
def corr2d701(): pass
def corr2d702(): pass
def corr2d703(): pass
def corr2d704(): pass
def corr2d705(): pass
def corr2d706(): pass
def corr2d707(): pass
def corr2d708(): pass
def corr2d709(): pass
def corr2d710(): pass
def corr2d711(): pass
def corr2d712(): pass
def corr2d713(): pass
def corr2d714(): pass
def corr2d715(): pass
def corr2d716(): pass
def corr2d717(): pass
def corr2d718(): pass
def corr2d719(): pass
def corr2d720(): pass
def corr2d721(): pass
def corr2d722(): pass
def corr2d723(): pass
def corr2d724(): pass
def corr2d725(): pass
def corr2d726(): pass
def corr2d727(): pass
def corr2d728(): pass
def corr2d729(): pass
def corr2d730(): pass
def corr2d731(): pass
def corr2d732(): pass
def corr2d733(): pass
def corr2d734(): pass
def corr2d735(): pass
def corr2d736(): pass
def corr2d737(): pass
def corr2d738(): pass
def corr2d739(): pass
def corr2d740(): pass
def corr2d741(): pass
def corr2d742(): pass
def corr2d743(): pass
def corr2d744(): pass
def corr2d745(): pass
def corr2d746(): pass
def corr2d747(): pass
def corr2d748(): pass
def corr2d749(): pass
def corr2d750(): pass
def corr2d751(): pass
def corr2d752(): pass
def corr2d753(): pass
def corr2d754(): pass
def corr2d755(): pass
def corr2d756(): pass
def corr2d757(): pass
def corr2d758(): pass
def corr2d759(): pass
def corr2d760(): pass
def corr2d761(): pass
def corr2d762(): pass
def corr2d763(): pass
def corr2d764(): pass
def corr2d765(): pass
def corr2d766(): pass
def corr2d767(): pass
def corr2d768(): pass
def corr2d769(): pass
def corr2d770(): pass
def corr2d771(): pass
def corr2d772(): pass
def corr2d773(): pass
def corr2d774(): pass
def corr2d775(): pass
def corr2d776(): pass
def corr2d777(): pass
def corr2d778(): pass
def corr2d779(): pass
def corr2d780(): pass
def corr2d781(): pass
def corr2d782(): pass
def corr2d783(): pass
def corr2d784(): pass
def corr2d785(): pass
def corr2d786(): pass
def corr2d787(): pass
def corr2d788(): pass
def corr2d789(): pass
def corr2d790(): pass
def corr2d791(): pass
def corr2d792(): pass
def corr2d793(): pass
def corr2d794(): pass
def corr2d795(): pass
def corr2d796(): pass
def corr2d797(): pass
def corr2d798(): pass
def corr2d799(): pass
