"""What Doorstroom costs above the floor: each benchmark measures ours and the floor side by side in one run."""
