package understand

import "math"

// trained is a linear classifier: what each feature says for and against each class.
// It is learnt from the examples when a directive is read, always to the same weights.
type trained struct {
	classes int
	weights []float64 // feature*classes + class
	bias    []float64
}

// How it learns. More rounds fit the examples closer; the sharpness makes the chance
// of the likeliest class one that the thresholds can be read against.
const (
	rounds    = 12
	pace      = 1.2
	sharpness = 6.0
)

// train is softmax regression by stochastic gradient, in a fixed order.
func train(samples []sample, bags []bag, classes, features int) *trained {
	t := &trained{classes: classes, weights: make([]float64, features*classes), bias: make([]float64, classes)}
	chances := make([]float64, classes)
	for round := range rounds {
		step := pace / (1 + float64(round)/4)
		for k := range samples {
			i := (k * stride(len(samples))) % len(samples)
			t.into(chances, bags[i])
			t.learn(chances, bags[i], samples[i], step)
		}
	}
	return t
}

// stride is a step that visits every example once before it comes round: examples of
// one class stand together in the file and must not be learnt in a row.
func stride(n int) int {
	s := n*5/8 + 1
	for ; gcd(s, n) != 1; s++ {
	}
	return s
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func (t *trained) learn(chances []float64, b bag, s sample, step float64) {
	for c := range chances {
		wrong := -chances[c]
		if c == s.class {
			wrong++
		}
		if wrong > -0.001 && wrong < 0.001 {
			continue
		}
		delta := step * s.weight * wrong
		t.bias[c] += delta * 0.02
		for _, f := range b {
			t.weights[f.feature*t.classes+c] += delta * f.weight
		}
	}
}

// chances gives each class its chance; they add up to 1.
func (t *trained) chances(b bag) []float64 {
	chances := make([]float64, t.classes)
	t.into(chances, b)
	return chances
}

func (t *trained) into(chances []float64, b bag) {
	copy(chances, t.bias)
	for _, f := range b {
		row := t.weights[f.feature*t.classes : (f.feature+1)*t.classes]
		for c, w := range row {
			chances[c] += w * f.weight
		}
	}
	most := math.Inf(-1)
	for c := range chances {
		chances[c] *= sharpness
		most = max(most, chances[c])
	}
	sum := 0.0
	for c := range chances {
		chances[c] = math.Exp(chances[c] - most)
		sum += chances[c]
	}
	for c := range chances {
		chances[c] /= sum
	}
}
